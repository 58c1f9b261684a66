const longestSide = 1920;
const quality = 0.82;
/** Smaller than this a picture is sent as it is. */
const fineBytes = 600_000;

/** A photo small enough for a weak connection: at most 1,920 px on its longer side, as JPEG. What cannot be read is left as it is. */
export async function smaller(file: Blob): Promise<Blob> {
  if (file.size <= fineBytes && /^image\/(jpeg|png|webp)$/.test(file.type)) return file;
  try {
    const picture = await createImageBitmap(file);
    const scale = Math.min(1, longestSide / Math.max(picture.width, picture.height));
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [Math.round(picture.width * scale), Math.round(picture.height * scale)];
    canvas.getContext('2d')!.drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    return await new Promise<Blob>((resolve) => canvas.toBlob((blob) => resolve(blob ?? file), 'image/jpeg', quality));
  } catch {
    return file;
  }
}
