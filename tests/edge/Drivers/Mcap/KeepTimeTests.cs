using O4O.Edge.Drivers.Mcap;
using Xunit;

namespace O4O.Edge.Tests.Drivers.Mcap;

/// <summary>Files of a recording that are kept for so long and no longer.</summary>
public sealed class KeepTimeTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("o4o-keep-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void Start_WithOldFiles_DeletesThoseThatWereKeptForLongEnough()
    {
        string older = Old("mine-00000001-20250101T000000Z.mcap", 5), old = Old("mine-00000002-20250101T000000Z.mcap", 3);
        string fresh = Old("mine-00000003-20250101T000000Z.mcap", 1), other = Old("other-00000001-20250101T000000Z.mcap", 5);

        Record(TimeSpan.FromHours(2), expected: 2);

        Assert.Equal((false, false, true, true), (File.Exists(older), File.Exists(old), File.Exists(fresh), File.Exists(other)));
        Assert.Equal(3, Directory.GetFiles(_directory).Length); // the new one beside the two that stay
    }

    [Fact]
    public void Start_WithOldFilesAndNoKeepTime_DeletesNone()
    {
        string old = Old("mine-00000001-20250101T000000Z.mcap", 100_000);

        Record(null, expected: 0);

        Assert.True(File.Exists(old));
    }

    [Theory]
    [InlineData(59)]
    [InlineData(400_000_000)]
    public void Options_WithAKeepTimeOutOfRange_AreRefused(long seconds)
    {
        var options = new RollingRecordingOptions { Directory = _directory, KeepTime = TimeSpan.FromSeconds(seconds) };

        Assert.Throws<ArgumentOutOfRangeException>(options.Validate);
    }

    private void Record(TimeSpan? keep, long expected)
    {
        using var recording = new RollingRecording(new RollingRecordingOptions { Directory = _directory, FilePrefix = "mine", KeepTime = keep });
        recording.AddChannel("topic", recording.AddSchema("Sample", "jsonschema", "{}"u8), "json");
        Assert.True(recording.TryWrite(1, 0, 0, 0, "x"u8));
        Assert.True(recording.Flush(TimeSpan.FromSeconds(60)));
        Assert.Equal(expected, recording.Status.FilesDeleted);
    }

    private string Old(string name, int hours)
    {
        string path = Path.Combine(_directory, name);
        File.WriteAllText(path, "a recording");
        File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddHours(-hours));
        return path;
    }
}
