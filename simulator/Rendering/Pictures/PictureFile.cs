namespace O4O.Simulator.Rendering.Pictures;

/// <summary>Pictures as files.</summary>
internal static class PictureFile
{
    /// <summary>Writes red, green and blue, row by row, as PNG or as JPEG of this quality.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static void Save(string path, bool isPng, ReadOnlySpan<byte> rgb, int width, int height, int quality)
    {
        byte[] file;
        if (isPng) file = PngFile.Write(rgb, width, height);
        else
        {
            var planes = new JpegPlanes(width, height, quality);
            planes.Load(rgb);
            file = JpegFile.Write(planes, width, height);
        }
        File.WriteAllBytes(path, file);
    }
}
