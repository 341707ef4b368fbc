using System.Text;
using FsCheck;
using FsCheck.Fluent;
using O4O.Edge.Wire;
using Xunit;
using YamlDotNet.RepresentationModel;
using static O4O.Edge.Tests.Wire.AsyncApiDocument;

namespace O4O.Edge.Tests.Wire;

/// <summary>Pictures of a case on the wire.</summary>
public sealed class ClipPieceTests
{
    private readonly AsyncApiDocument _document = new();

    [Theory]
    [InlineData("secondOfThree")]
    [InlineData("nothingThere")]
    public void Example_Decoded_IsWhatTheDocumentSays(string example)
    {
        byte[] bytes = _document.Bytes("clip", example);
        YamlNode said = _document.Decoded("clip", example);

        bool read = ClipPiece.TryRead(bytes, out ClipPiece piece, out string error);

        Assert.True(read, error);
        Assert.Equal((Text(said["case"]), Number(said["doubt"])), (Encoding.ASCII.GetString(piece.Case), piece.Doubt));
        Assert.Equal((Number(said["index"]), Number(said["count"])), (piece.Index, piece.Count));
        Assert.Equal((Number(said["capturedUs"]), Number(said["pictureBytes"])), (piece.CapturedUs, piece.Picture.Length));
        byte[] written = new byte[ClipPiece.BytesMax];
        Assert.Equal(bytes, written[..piece.Write(written)]);
    }

    [Theory]
    [InlineData(2, 3)] // index at count
    [InlineData(4, 2000)] // too many
    [InlineData(4, 0)] // none, but a picture
    [InlineData(6, 65)] // too long an id
    [InlineData(6, 1)] // lengths do not add up
    [InlineData(24, 0)] // one of three, but empty
    public void Piece_WithAWrongCount_IsRefused(int at, ushort value)
    {
        byte[] bytes = _document.Bytes("clip", "secondOfThree");
        BitConverter.TryWriteBytes(bytes.AsSpan(at), value);

        Assert.False(ClipPiece.TryRead(bytes, out _, out string error));
        Assert.NotEqual("", error);
    }

    [Theory]
    [InlineData((byte)'/')]
    [InlineData((byte)'.')]
    [InlineData((byte)0)]
    [InlineData((byte)200)]
    public void Piece_OfACaseWhoseIdIsNoName_IsRefused(byte letter)
    {
        byte[] bytes = _document.Bytes("clip", "secondOfThree");
        bytes[ClipPiece.HeaderBytes] = letter;

        Assert.False(ClipPiece.TryRead(bytes, out _, out _));
    }

    [Fact]
    public void Bytes_OfAnyKind_AreReadOrRefusedAndNeverThrow() => Prop.ForAll(
        Gen.Choose(0, 255).Select(b => (byte)b).ArrayOf().ToArbitrary(),
        bytes =>
        {
            byte[] begun = [ClipPiece.Letter, ClipPiece.Version, .. bytes];
            return !ClipPiece.TryRead(begun, out ClipPiece piece, out _) || piece.Index < Math.Max(1, piece.Count);
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("""{"case":"../x","doubt":1,"shelf":"shelf-1-1","fromUs":1,"toUs":2,"have":[]}""")]
    [InlineData("""{"case":"","doubt":1,"shelf":"shelf-1-1","fromUs":1,"toUs":2,"have":[]}""")]
    [InlineData("""{"case":"a","doubt":1,"shelf":"shelf-1-1","fromUs":3,"toUs":2,"have":[]}""")]
    [InlineData("""{"case":"a","doubt":1,"shelf":"shelf-1-1","fromUs":1,"toUs":2,"have":null}""")]
    [InlineData("""{"case":"a","doubt":1}""")]
    [InlineData("none")]
    public void Case_ThatIsNone_IsRefused(string text) => Assert.Null(CasePayload.Read(Encoding.UTF8.GetBytes(text)));

    [Theory]
    [InlineData("""{"doubt":1,"shelf":"shelf-1-1","fromUs":1,"toUs":2,"keepMs":-1}""")]
    [InlineData("""{"doubt":1,"shelf":"shelf-1-1","fromUs":1,"toUs":2,"keepMs":600001}""")]
    [InlineData("""{"doubt":1,"shelf":"shelf-1-1","fromUs":3,"toUs":2,"keepMs":1}""")]
    [InlineData("""{"doubt":1,"shelf":null,"fromUs":1,"toUs":2,"keepMs":1}""")]
    public void Doubt_ThatIsNone_IsRefused(string text) => Assert.Null(DoubtPayload.Read(Encoding.UTF8.GetBytes(text)));
}
