const KIND = 'text/x-kazi-order';

/** Lets a thing of a list be dragged to the place of another; `ondropped` is told what was dropped on this one. */
export function dragOrder(id: string, ondropped: (draggedId: string) => void) {
  return function attach(node: HTMLElement): () => void {
    const isOurs = (event: DragEvent) => event.dataTransfer?.types.includes(KIND) ?? false;
    const mark = (isOver: boolean) => (node.dataset['drop'] = String(isOver));
    const heard: Record<string, (event: DragEvent) => void> = {
      dragstart: (event) => event.dataTransfer?.setData(KIND, id),
      dragover: (event) => {
        if (!isOurs(event)) return;
        event.preventDefault();
        mark(true);
      },
      dragleave: () => mark(false),
      drop: (event) => {
        mark(false);
        const draggedId = event.dataTransfer?.getData(KIND) ?? '';
        if (draggedId === '') return;
        event.preventDefault();
        if (draggedId !== id) ondropped(draggedId);
      },
    };
    for (const [name, listen] of Object.entries(heard)) node.addEventListener(name, listen as EventListener);
    return () => {
      for (const [name, listen] of Object.entries(heard))
        node.removeEventListener(name, listen as EventListener);
    };
  };
}
