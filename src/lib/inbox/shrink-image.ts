const LONGEST_PX = 1_600;
const SMALL_BYTES = 400 * 1024;
const QUALITY = 0.85;

/**
 * A photo as it is worth sending over a phone's data: at most 1,600 px, JPEG, upright. What is small already, moves, or
 * cannot be read as a picture here goes as it is.
 */
export async function shrinkImage(file: File): Promise<File> {
  if (!file.type.startsWith('image/') || file.type === 'image/gif' || file.type === 'image/svg+xml')
    return file;
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image' }).catch(() => null);
  if (!picture) return file;
  try {
    const scale = Math.min(1, LONGEST_PX / Math.max(picture.width, picture.height));
    const isTaken = file.type === 'image/jpeg' || file.type === 'image/png';
    if (scale === 1 && isTaken && file.size <= SMALL_BYTES) return file;
    const canvas = document.createElement('canvas');
    canvas.width = Math.max(1, Math.round(picture.width * scale));
    canvas.height = Math.max(1, Math.round(picture.height * scale));
    const pen = canvas.getContext('2d');
    if (!pen) return file;
    // JPEG knows no transparency: what was clear is white, not black.
    pen.fillStyle = '#fff';
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', QUALITY));
    if (!blob || (isTaken && blob.size >= file.size)) return file;
    return new File([blob], file.name.replace(/\.[a-z0-9]+$/i, '') + '.jpg', { type: 'image/jpeg' });
  } finally {
    picture.close();
  }
}
