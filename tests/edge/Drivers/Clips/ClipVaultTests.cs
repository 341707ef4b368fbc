using System.Buffers.Binary;
using System.Text;
using O4O.Edge.Drivers.Clips;
using Xunit;

namespace O4O.Edge.Tests.Drivers.Clips;

/// <summary>Clips on a real disk: sealed, opened, altered, expired, erased, cut by a crash.</summary>
public sealed class ClipVaultTests : IDisposable
{
    private const long Now = 1_763_790_000_000_000, Hour = 3_600_000_000;
    private static readonly ClipInfo Clip = new("a7f3", 17, "camera-1", "shelf-1-2", Now - 8_000_000, Now - 2_000_000, Now, 0, 0);
    private static readonly ClipPicture[] Pictures = [Picture(1, 3_000), Picture(2, 2_500)];
    private readonly string _folder = Directory.CreateTempSubdirectory("o4o-clips-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Clip_Kept_IsOpenedAgainAlsoAfterARestart()
    {
        Open().Keep(Clip, Pictures);

        var whole = Assert.IsType<ClipOpening.Whole>(Open().Open("a7f3", Clip.Name, Now, "ana"));

        Assert.Equal(Clip with { ExpiresUs = Now + (72 * Hour), Pictures = 2 }, whole.Info);
        Assert.Equal(Pictures.Select(p => (p.CapturedUs, Convert.ToHexString(p.Jpeg.Span))), Split(whole.Pictures));
    }

    [Fact]
    public void Disk_WithAClip_ShowsNothingOfItsPictures()
    {
        Open().Keep(Clip, Pictures);

        byte[] sought = Pictures[0].Jpeg.Span[100..116].ToArray();

        Assert.All(Directory.GetFiles(_folder, "*", SearchOption.AllDirectories), file => Assert.Equal(-1, File.ReadAllBytes(file).AsSpan().IndexOf(sought)));
        if (OperatingSystem.IsWindows()) return; // it has no such modes
        foreach (string file in Directory.GetFiles(_folder, "*", SearchOption.AllDirectories))
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }

    [Fact]
    public void TwoClips_OfTheSamePictures_HaveNothingInCommon()
    {
        ClipVault vault = Open();
        vault.Keep(Clip, Pictures);
        vault.Keep(Clip with { Doubt = 18 }, Pictures);

        string[] keys = [.. Directory.GetFiles(Keys).Select(f => Convert.ToHexString(File.ReadAllBytes(f)))];
        string[] ends = [.. Directory.GetFiles(_folder, "*.clip").Select(f => Convert.ToHexString(File.ReadAllBytes(f)[^64..]))];

        Assert.Equal((2, 2), (keys.Distinct().Count(), ends.Distinct().Count()));
    }

    [Fact]
    public void File_WithAnyByteAltered_IsRefusedAndWrittenDown()
    {
        ClipVault vault = Open();
        vault.Keep(Clip with { Camera = "c" }, [Picture(1, 40)]);
        string file = Path.Combine(_folder, "a7f3.17.c.clip");
        byte[] bytes = File.ReadAllBytes(file);

        for (int at = 0; at < bytes.Length; at++)
        {
            byte[] altered = [.. bytes];
            altered[at] ^= (byte)(1 << (at % 8));
            File.WriteAllBytes(file, altered);
            Assert.IsType<ClipOpening.Altered>(vault.Open("a7f3", "a7f3.17.c", Now, null));
        }
        File.WriteAllBytes(file, bytes[..^1]);
        Assert.IsType<ClipOpening.Altered>(vault.Open("a7f3", "a7f3.17.c", Now, null));
        File.WriteAllBytes(file, bytes);
        Assert.IsType<ClipOpening.Whole>(vault.Open("a7f3", "a7f3.17.c", Now, null));
        Assert.Equal(bytes.Length + 1, Log().Count(l => l.Contains("\"refused\"", StringComparison.Ordinal)));
    }

    [Fact]
    public void Clip_UnderAnothersName_IsRefused()
    {
        ClipVault vault = Open();
        vault.Keep(Clip, Pictures);
        vault.Keep(Clip with { Doubt = 18 }, Pictures);
        foreach (string end in new[] { ".clip", ".key" })
            File.Copy(Path.Combine(end == ".key" ? Keys : _folder, Clip.Name + end), Path.Combine(end == ".key" ? Keys : _folder, $"a7f3.18.camera-1{end}"), overwrite: true);

        Assert.IsType<ClipOpening.Altered>(vault.Open("a7f3", "a7f3.18.camera-1", Now, null));
    }

    [Fact]
    public void Clip_OfAnotherCase_IsNotFound()
    {
        ClipVault vault = Open();
        vault.Keep(Clip, Pictures);

        Assert.IsType<ClipOpening.Gone>(vault.Open("b222", Clip.Name, Now, null));
        Assert.IsType<ClipOpening.Gone>(vault.Open("a7f3", "../a7f3.17.camera-1", Now, null));
    }

    [Fact]
    public void Clip_Expired_IsGoneWithItsKey()
    {
        ClipVault vault = Open();
        vault.Keep(Clip, Pictures);

        Assert.Equal(0, vault.Expire(Now + (72 * Hour) - 1));
        Assert.IsType<ClipOpening.Gone>(vault.Open("a7f3", Clip.Name, Now + (72 * Hour), null)); // before anybody looked after it

        Assert.Empty(Directory.GetFiles(_folder, "*.clip"));
        Assert.Empty(Directory.GetFiles(Keys));
        Assert.Contains(Log(), l => l.Contains("\"expired\"", StringComparison.Ordinal));
    }

    [Fact]
    public void Clip_ExpiredWhileNothingRan_IsGoneAtTheStart()
    {
        Open().Keep(Clip, Pictures);

        Assert.Equal(0, Open(Now + (73 * Hour)).Count);

        Assert.Empty(Directory.GetFiles(Keys));
    }

    [Fact]
    public void File_ThatClaimsToLiveLonger_DoesNot()
    {
        Open().Keep(Clip, Pictures);
        string file = Path.Combine(_folder, Clip.Name + ".clip");
        byte[] bytes = File.ReadAllBytes(file);
        int at = bytes.AsSpan().IndexOf(Encoding.ASCII.GetBytes($"{Now + (72 * Hour)}"));
        bytes[at] = (byte)'9';
        File.WriteAllBytes(file, bytes);

        Assert.Equal(1, Open(Now + Hour).Expire(Now + (73 * Hour)));
    }

    [Fact]
    public void Case_Erased_IsGoneAndTheOthersStay()
    {
        ClipVault vault = Open();
        vault.Keep(Clip, Pictures);
        vault.Keep(Clip with { Camera = "camera-2" }, Pictures);
        vault.Keep(Clip with { Case = "b222" }, Pictures);

        Assert.Equal(2, vault.Erase("a7f3", Now, "ana"));

        Assert.Empty(vault.Of("a7f3"));
        Assert.Equal(["b222.17.camera-1.clip"], Directory.GetFiles(_folder, "*.clip").Select(Path.GetFileName));
        Assert.Equal(["b222.17.camera-1.key"], Directory.GetFiles(Keys).Select(Path.GetFileName));
        Assert.Equal(2, Log().Count(l => l.Contains("\"erased\"", StringComparison.Ordinal) && l.Contains("\"ana\"", StringComparison.Ordinal)));
    }

    [Fact]
    public void Openings_AreWrittenDownAndKnownAfterARestart()
    {
        ClipVault vault = Open();
        vault.Keep(Clip, Pictures);
        vault.Open("a7f3", Clip.Name, Now + 1, "ana");
        vault.Open("a7f3", Clip.Name, Now + 2, "ben");

        (_, IReadOnlyList<ClipDeed> openings) = Assert.Single(Open().Of("a7f3"));

        Assert.Equal([(Now + 1, "ana"), (Now + 2, "ben")], openings.Select(o => (o.AtUs, o.By)));
    }

    [Fact]
    public void Log_ThatCannotBeWritten_KeepsTheClipShut()
    {
        ClipVault vault = Open();
        vault.Keep(Clip, Pictures);
        File.Delete(Path.Combine(_folder, "log.jsonl"));
        Directory.CreateDirectory(Path.Combine(_folder, "log.jsonl"));

        Assert.ThrowsAny<Exception>(() => vault.Open("a7f3", Clip.Name, Now, "ana"));
    }

    /// <summary>What a kill at any moment of keeping or erasing leaves.</summary>
    [Theory]
    [InlineData(".clip")]
    [InlineData(".key")]
    public void Half_OfAClip_IsClearedAwayAtTheStart(string missing)
    {
        Open().Keep(Clip, Pictures);
        File.WriteAllBytes(Path.Combine(_folder, "a7f3.18.camera-1.clip.part"), [1, 2, 3]);
        File.WriteAllBytes(Path.Combine(Keys, "a7f3.18.camera-1.key.part"), [1, 2, 3]);
        File.Delete(Path.Combine(missing == ".key" ? Keys : _folder, Clip.Name + missing));

        Assert.Equal(0, Open().Count);

        Assert.Equal(["log.jsonl"], Directory.GetFiles(_folder).Select(Path.GetFileName));
        Assert.Empty(Directory.GetFiles(Keys));
    }

    [Fact]
    public void Vault_ThatIsFull_ErasesTheOldest()
    {
        var vault = new ClipVault(_folder, Keys, new ClipVaultOptions { MegabytesMax = 1 }, Now);
        for (int i = 0; i < 4; i++) vault.Keep(Clip with { Doubt = i, KeptUs = Now + i }, [Picture(i, 300_000)]);

        Assert.Equal([1L, 2, 3], vault.Of("a7f3").Select(c => c.Clip.Doubt));
        Assert.Throws<IOException>(() => vault.Keep(Clip, [Picture(1, 2 << 20)]));
        Assert.DoesNotContain(Directory.GetFiles(Keys), f => f.Contains("a7f3.17.", StringComparison.Ordinal));
    }

    private string Keys => Path.Combine(_folder, "keys");

    private ClipVault Open(long nowUs = Now) => new(_folder, Keys, new ClipVaultOptions(), nowUs);

    private string[] Log() => File.ReadAllLines(Path.Combine(_folder, "log.jsonl"));

    private static ClipPicture Picture(int number, int length)
    {
        byte[] bytes = new byte[length];
        new Random(number).NextBytes(bytes);
        return new ClipPicture(Now + number, bytes);
    }

    private static List<(long, string)> Split(byte[] joined)
    {
        var all = new List<(long, string)>();
        for (int at = 0; at < joined.Length;)
        {
            int length = BinaryPrimitives.ReadInt32LittleEndian(joined.AsSpan(at + 8));
            all.Add((BinaryPrimitives.ReadInt64LittleEndian(joined.AsSpan(at)), Convert.ToHexString(joined.AsSpan(at + 12, length))));
            at += 12 + length;
        }
        return all;
    }
}
