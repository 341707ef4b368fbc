using System.Text;
using Microsoft.Win32.SafeHandles;

namespace O4O.Simulator.Import;

/// <summary>
/// A file of JSON documents, either one a line or one array of them, cut into documents without holding more than one.
/// Cutting and understanding are apart: a document that is not JSON is still cut out and costs only itself.
/// </summary>
internal sealed class DocumentFile : IDisposable
{
    /// <summary>No document is longer; one that is counts as malformed.</summary>
    public const int DocumentBytesMax = 32 * 1024 * 1024;
    private const int BufferBytes = 1 << 16;
    private readonly SafeFileHandle _handle;
    private readonly byte[] _buffer = new byte[BufferBytes];
    private byte[] _document = new byte[BufferBytes];
    private int _length;
    private bool _overlong;
    private long _offset;
    private int _line, _lineOfDocument;

    public DocumentFile(string path)
    {
        Name = Path.GetFileName(path);
        _handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read, FileOptions.None);
        Bytes = RandomAccess.GetLength(_handle);
    }

    /// <summary>The file's name, for messages.</summary>
    public string Name { get; }
    public long Bytes { get; }

    /// <summary>All documents from the beginning; each is a view that holds until the next.</summary>
    public IEnumerable<DocumentText> Documents()
    {
        (_line, _length, _overlong) = (1, 0, false);
        long at = SkipMark();
        return FirstCharacter(at) == (byte)'[' ? ArrayElements(at) : Lines(at);
    }

    /// <summary>A document that was read before.</summary>
    /// <exception cref="InvalidDataException">The file is shorter now.</exception>
    public ReadOnlyMemory<byte> Read(long offset, int length)
    {
        if (_document.Length < length) _document = new byte[length];
        for (int done = 0; done < length;)
        {
            int n = RandomAccess.Read(_handle, _document.AsSpan(done, length - done), offset + done);
            if (n == 0) throw new InvalidDataException($"{Name} became shorter while it was read");
            done += n;
        }
        return _document.AsMemory(0, length);
    }

    public void Dispose() => _handle.Dispose();

    private IEnumerable<DocumentText> Lines(long at)
    {
        for (int n; (n = RandomAccess.Read(_handle, _buffer, at)) > 0; at += n)
        {
            for (int i = 0; i < n; i++)
            {
                byte b = _buffer[i];
                if (b != (byte)'\n')
                {
                    if (_length > 0 || !IsSpace(b)) Append(b, at + i);
                    continue;
                }
                if (_length > 0) yield return Take();
                _line++;
            }
        }
        if (_length > 0) yield return Take();
    }

    private IEnumerable<DocumentText> ArrayElements(long at)
    {
        int depth = 0; // 1 inside the outer array
        bool inString = false, escaped = false, ended = false;
        for (int n; !ended && (n = RandomAccess.Read(_handle, _buffer, at)) > 0; at += n)
        {
            for (int i = 0; i < n && !ended; i++)
            {
                byte b = _buffer[i];
                if (b == (byte)'\n') _line++;
                if (inString)
                {
                    Append(b, at + i);
                    if (escaped) escaped = false;
                    else if (b == (byte)'\\') escaped = true;
                    else if (b == (byte)'"') inString = false;
                    continue;
                }
                if (b is (byte)']' or (byte)'}') depth--;
                ended = depth == 0 && b == (byte)']';
                if (ended || (depth == 1 && b == (byte)','))
                {
                    if (_length > 0) yield return Take();
                    continue;
                }
                if (depth > 0 && (_length > 0 || !IsSpace(b))) Append(b, at + i);
                inString = b == (byte)'"' && depth > 0;
                if (b is (byte)'[' or (byte)'{') depth++;
            }
        }
        if (_length > 0) yield return Take();
        if (!ended) yield return new DocumentText(_line, Bytes, default, "the array is not closed: the file is cut off");
    }

    private void Append(byte b, long offset)
    {
        if (_length == 0) (_offset, _lineOfDocument) = (offset, _line);
        if (_length == DocumentBytesMax)
        {
            _overlong = true;
            return;
        }
        if (_length == _document.Length) Array.Resize(ref _document, Math.Min(DocumentBytesMax, 2 * _length));
        _document[_length++] = b;
    }

    private DocumentText Take()
    {
        var text = new DocumentText(
            _lineOfDocument, _offset, _document.AsMemory(0, _length), _overlong ? $"longer than {DocumentBytesMax >> 20} MiB" : null);
        (_length, _overlong) = (0, false);
        return text;
    }

    private int SkipMark()
    {
        Span<byte> head = stackalloc byte[3];
        int n = RandomAccess.Read(_handle, head, 0);
        return n == 3 && head.SequenceEqual(Encoding.UTF8.Preamble) ? 3 : 0;
    }

    private byte FirstCharacter(long at)
    {
        for (int n; (n = RandomAccess.Read(_handle, _buffer, at)) > 0; at += n)
            for (int i = 0; i < n; i++)
                if (!IsSpace(_buffer[i])) return _buffer[i];
        return 0;
    }

    private static bool IsSpace(byte b) => b is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n';
}
