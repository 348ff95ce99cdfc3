import { drawGate, drawMap, drawRider, drawSticker } from './draw-outdoors.ts';
import { drawBed, drawCurtains, drawPillow, drawSwatches, drawWindow } from './draw-rooms.ts';
import { drawMpesaScreen, drawReceipt } from './draw-papers.ts';

/** The inside of the SVG of every demo picture, by media key. */
export const SCENES: Record<string, (width: number, height: number) => string> = {
  'bed-grey': (w, h) =>
    drawBed(w, h, { wall: '#e6dfd3', duvet: '#8d949c', shade: '#6d747d', pillow: '#f4f2ee' }),
  'bed-white': (w, h) =>
    drawBed(w, h, { wall: '#b9c8c4', duvet: '#f2efe9', shade: '#d3cec4', pillow: '#fbfaf7' }),
  'bed-maroon': (w, h) =>
    drawBed(w, h, { wall: '#eadbc0', duvet: '#7c2a35', shade: '#5c1d27', pillow: '#e9d6c8' }),
  'curtains-navy': (w, h) =>
    drawCurtains(w, h, { cloth: '#22365e', fold: '#162444', light: '#3c5488', clear: 1 }),
  'curtains-sheer': (w, h) =>
    drawCurtains(w, h, { cloth: '#f6f1e6', fold: '#ddd3bf', light: '#ffffff', clear: 0.72 }),
  'receipt-paper': drawReceipt,
  'gate-green': drawGate,
  'rider-parcel': drawRider,
  swatches: drawSwatches,
  'pillow-torn': drawPillow,
  'window-bare': drawWindow,
  'mpesa-screen': drawMpesaScreen,
  'map-ruiru': drawMap,
  'sticker-asante': drawSticker,
};
