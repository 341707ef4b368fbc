using System.Security.Cryptography;
using O4O.Edge.Drivers.Clips;
using O4O.Edge.Wire;

namespace O4O.Edge.Host.Review;

/// <summary>A clip of which pictures have come, in any order, some perhaps twice.</summary>
internal sealed class ClipAssembly(int count)
{
    private readonly ClipPicture[] _pictures = new ClipPicture[count];
    private readonly byte[]?[] _bytes = new byte[count][];
    private int _there;

    public int Count => _pictures.Length;

    /// <summary>Bytes of what is there.</summary>
    public long Bytes { get; private set; }

    public bool IsWhole => _there == Count;

    public IReadOnlyList<ClipPicture> Pictures => _pictures;

    /// <summary>Takes a picture; how many bytes more there are than before.</summary>
    public int Add(in ClipPiece piece)
    {
        if (_bytes[piece.Index] is not null) return 0;
        byte[] picture = piece.Picture.ToArray();
        _bytes[piece.Index] = picture;
        _pictures[piece.Index] = new ClipPicture(piece.CapturedUs, picture);
        Bytes += picture.Length;
        _there++;
        return picture.Length;
    }

    /// <summary>Overwrites what is there: nobody needs it any more.</summary>
    public void Clear()
    {
        foreach (byte[]? picture in _bytes) CryptographicOperations.ZeroMemory(picture);
    }
}
