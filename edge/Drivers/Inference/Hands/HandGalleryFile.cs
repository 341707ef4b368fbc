using System.Buffers.Binary;
using System.Security.Cryptography;
using O4O.Edge.Drivers.Inference.Models;

namespace O4O.Edge.Drivers.Inference.Hands;

/// <summary>
/// A gallery as a file, little endian:
/// <code>
///  0 u8[4] 'O4OG'           8 u8[32] SHA-256 of the model's ONNX file
///  4 u16 version 1         40 u32 products, in ascending order of their GTINs, each:
///  6 u16 numbers                i64 GTIN, read as a number · u32 pictures · f32[pictures × numbers] directions of length 1
/// </code>
/// and at the end the SHA-256 of all before it.
/// </summary>
public static class HandGalleryFile
{
    private const int HeaderBytes = 44, ProductBytes = 12, DigestBytes = 32, Version = 1;
    private const long BytesMax = 1L << 30;

    private static ReadOnlySpan<byte> Letters => "O4OG"u8;

    /// <summary>Reads a gallery for a model.</summary>
    /// <exception cref="ModelException">There is none, it is damaged, or it was made by another model; the message says so and what to do.</exception>
    public static HandGallery Load(string path, Model model)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Read(path, ReadAll(path), model);
    }

    /// <summary>Reads a gallery that came from elsewhere than a file of its own.</summary>
    /// <param name="path">What to call it where it cannot be used.</param>
    /// <param name="at">The bytes of such a file.</param>
    /// <param name="model">For which model.</param>
    /// <exception cref="ModelException">It is damaged, or was made by another model.</exception>
    public static HandGallery Read(string path, ReadOnlySpan<byte> at, Model model)
    {
        HandGallery gallery = HandGallery.Empty(model);
        if (at.Length < HeaderBytes + DigestBytes || !at[..4].SequenceEqual(Letters)) throw new ModelException($"{path}: is not a gallery of products in hands; ./o4o models enrol makes one");
        int version = BinaryPrimitives.ReadUInt16LittleEndian(at[4..]), numbers = BinaryPrimitives.ReadUInt16LittleEndian(at[6..]);
        if (version != Version) throw new ModelException($"{path}: is a gallery of version {version}, and this program reads version {Version}: enrol the products again");
        if (!SHA256.HashData(at[..^DigestBytes]).AsSpan().SequenceEqual(at[^DigestBytes..])) throw new ModelException($"{path}: is damaged: its own digest is another one; take a copy, or enrol the products again");
        string madeBy = Convert.ToHexStringLower(at.Slice(8, 32));
        if (madeBy != gallery.ModelSha256 || numbers != gallery.Numbers)
        {
            throw new ModelException(
                $"{path}: was made by another model (SHA-256 {madeBy[..12]}…) than {model.Path} ({gallery.ModelSha256[..12]}…), and one model's directions mean nothing to another: enrol the products again");
        }
        long products = BinaryPrimitives.ReadUInt32LittleEndian(at[40..]);
        return Products(path, at[HeaderBytes..^DigestBytes], products, gallery);
    }

    /// <summary>Writes a gallery; whoever reads at the same time finds the old one or the new one.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static void Save(HandGallery gallery, string path)
    {
        ArgumentNullException.ThrowIfNull(gallery);
        ArgumentException.ThrowIfNullOrEmpty(path);
        var bytes = new byte[HeaderBytes + gallery.Gtins.Length * ProductBytes + gallery.Pictures * gallery.Numbers * sizeof(float) + DigestBytes];
        Span<byte> at = bytes;
        Letters.CopyTo(at);
        BinaryPrimitives.WriteUInt16LittleEndian(at[4..], Version);
        BinaryPrimitives.WriteUInt16LittleEndian(at[6..], (ushort)gallery.Numbers);
        Convert.FromHexString(gallery.ModelSha256).CopyTo(at[8..]);
        BinaryPrimitives.WriteUInt32LittleEndian(at[40..], (uint)gallery.Gtins.Length);
        at = at[HeaderBytes..];
        for (int p = 0; p < gallery.Gtins.Length; p++)
        {
            BinaryPrimitives.WriteInt64LittleEndian(at, gallery.Gtins[p]);
            BinaryPrimitives.WriteUInt32LittleEndian(at[8..], (uint)gallery.PicturesOf(p));
            at = at[ProductBytes..];
            foreach (float number in gallery.Of(p))
            {
                BinaryPrimitives.WriteSingleLittleEndian(at, number);
                at = at[sizeof(float)..];
            }
        }
        SHA256.HashData(bytes.AsSpan(..^DigestBytes), at);
        string part = path + ".part";
        File.WriteAllBytes(part, bytes);
        File.Move(part, path, overwrite: true);
    }

    private static HandGallery Products(string path, ReadOnlySpan<byte> at, long products, HandGallery gallery)
    {
        long before = 0;
        for (long p = 0; p < products; p++)
        {
            if (at.Length < ProductBytes) throw Broken(path);
            long gtin = BinaryPrimitives.ReadInt64LittleEndian(at), pictures = BinaryPrimitives.ReadUInt32LittleEndian(at[8..]);
            long bytes = pictures * gallery.Numbers * sizeof(float);
            at = at[ProductBytes..];
            if (gtin <= before || pictures is < 1 or > HandGallery.PicturesMax || at.Length < bytes) throw Broken(path);
            before = gtin;
            var directions = new float[(int)(bytes / sizeof(float))];
            for (int i = 0; i < directions.Length; i++) directions[i] = BinaryPrimitives.ReadSingleLittleEndian(at[(i * sizeof(float))..]);
            try
            {
                gallery = gallery.With(gtin, directions);
            }
            catch (ArgumentException e)
            {
                throw new ModelException($"{path}: product {gtin}: {e.Message}", e);
            }
            at = at[(int)bytes..];
        }
        return at.IsEmpty ? gallery : throw Broken(path);
    }

    private static ModelException Broken(string path) => new($"{path}: its products do not fit its length: it was not written by ./o4o models enrol");

    private static byte[] ReadAll(string path)
    {
        try
        {
            long length = new FileInfo(path).Length;
            if (length > BytesMax) throw new ModelException($"{path}: has {length} bytes, more than the limit of {BytesMax}");
            return File.ReadAllBytes(path);
        }
        catch (FileNotFoundException e)
        {
            throw new ModelException($"{path}: there is no such gallery; ./o4o models enrol makes one", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ModelException($"{path}: cannot be read: {e.Message}", e);
        }
    }
}
