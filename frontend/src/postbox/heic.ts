/** Whether a picture is in the format of telephones that many programs cannot open. */
export function isHeic(filename: string): boolean {
  return /\.hei[cf]$/i.test(filename);
}

/** Whether this browser can decode the picture; Safari can. */
export async function canDecode(picture: Blob): Promise<boolean> {
  try {
    (await createImageBitmap(picture)).close();
    return true;
  } catch {
    return false;
  }
}

/** The picture as JPEG in its full size, upright; what else the file held, such as place and time, is not in it. Null where the browser cannot make it. */
export async function toJpeg(picture: File): Promise<File | null> {
  try {
    const bitmap = await createImageBitmap(picture);
    const canvas = document.createElement('canvas');
    canvas.width = bitmap.width;
    canvas.height = bitmap.height;
    const context = canvas.getContext('2d');
    if (!context) return null;
    // JPEG knows no transparency.
    context.fillStyle = '#fff';
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.drawImage(bitmap, 0, 0);
    bitmap.close();
    const bytes = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.92));
    // A browser that does not know the format gives a PNG instead.
    if (bytes?.type !== 'image/jpeg') return null;
    return new File([bytes], picture.name.replace(/\.\w+$/, '.jpg'), { type: 'image/jpeg' });
  } catch {
    return null;
  }
}
