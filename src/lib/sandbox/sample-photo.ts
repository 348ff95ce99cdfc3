const WIDTH = 960;
const HEIGHT = 612;
const CLOTHS = ['#8f969e', '#a5805f', '#6f8f7d', '#8a7aa6'] as const;

/** Draws a made bed, in another colour each time, as a JPEG. Null where the browser cannot draw. */
export async function makeSamplePhoto(turn: number): Promise<Blob | null> {
  const canvas = document.createElement('canvas');
  canvas.width = WIDTH;
  canvas.height = HEIGHT;
  const pen = canvas.getContext('2d');
  if (pen === null) return null;
  drawRoom(pen);
  drawBed(pen, CLOTHS[turn % CLOTHS.length] ?? CLOTHS[0]);
  return await new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.86));
}

function drawRoom(pen: CanvasRenderingContext2D): void {
  fill(pen, '#d9d2c8', [0, 0, WIDTH, HEIGHT]);
  fill(pen, '#b59f86', [0, 420, WIDTH, HEIGHT - 420]);
  fill(pen, '#6d5743', [842, 320, 84, 150], 8);
  fill(pen, '#6d5743', [880, 250, 8, 70]);
  pen.fillStyle = '#f0dfb2';
  pen.beginPath();
  pen.moveTo(858, 250);
  pen.lineTo(910, 250);
  pen.lineTo(898, 180);
  pen.lineTo(870, 180);
  pen.fill();
}

function drawBed(pen: CanvasRenderingContext2D, cloth: string): void {
  fill(pen, '#8b6f56', [110, 110, 700, 300], 24);
  fill(pen, '#977b61', [144, 144, 632, 230], 16);
  fill(pen, '#f2f0ec', [92, 300, 736, 210], 34);
  fill(pen, '#fbfaf8', [180, 232, 250, 112], 40);
  fill(pen, '#fbfaf8', [490, 232, 250, 112], 40);
  fill(pen, cloth, [84, 372, 752, 172], 36);
  pen.globalAlpha = 0.22;
  fill(pen, '#ffffff', [84, 372, 752, 40], 30);
  pen.globalAlpha = 0.18;
  pen.strokeStyle = '#000000';
  pen.lineWidth = 5;
  pen.beginPath();
  pen.moveTo(300, 420);
  pen.quadraticCurveTo(276, 480, 290, 540);
  pen.moveTo(560, 416);
  pen.quadraticCurveTo(584, 470, 570, 540);
  pen.stroke();
  pen.globalAlpha = 1;
}

type Box = [x: number, y: number, width: number, height: number];

function fill(pen: CanvasRenderingContext2D, colour: string, box: Box, radius = 0): void {
  pen.fillStyle = colour;
  pen.beginPath();
  pen.roundRect(...box, radius);
  pen.fill();
}
