using O4O.Edge.Drivers.Camera;
using O4O.Edge.Drivers.Inference;
using O4O.Edge.Drivers.Inference.Pictures;
using O4O.Edge.Store.BoxTracking;
using O4O.Edge.Store.Quantities;
using O4O.Edge.Tests.Drivers.Inference;
using Xunit;
using Detection = O4O.Edge.Store.BoxTracking.Detection;

namespace O4O.Edge.Tests.Eyes;

/// <summary>Detector and tracker together, beside what a person counts.</summary>
[Trait("Needs", "ffmpeg")]
public sealed class PassageTests
{
    /// <summary>
    /// Counted by eye on a contact sheet with a picture a second: somebody comes in from below, stands at the table and leaves to
    /// the right, six times, each time somebody else, never two at once. Seconds of the first and the last picture that shows them.
    /// </summary>
    private static readonly (string Who, int From, int To)[] Passages =
    [
        ("a woman in grey", 6, 19), ("a man in black with a cap", 23, 44), ("a woman in black", 50, 69),
        ("a man in a black shirt", 75, 86), ("a woman in a grey dress", 92, 119), ("a man in a grey shirt", 123, 135),
    ];

    [SharedModelFact]
    [Trait("Speed", "slow")]
    public void Tracks_OfPeopleOneByOne_AreThePassagesThatAPersonCounts()
    {
        var seen = new SortedDictionary<long, (double From, double To)>();
        var tracker = new BoxTracker(new BoxTrackerOptions());
        using var detector = new Detector(SharedModels.Library().Open("yolox-nano"), new DetectorOptions { Classes = ["person"], ScoreMin = 0.1 });
        using var reader = new FrameReader(CameraSource.Parse(SharedModels.Video("one-by-one-person-detection.mp4")), new CameraOptions());
        for (Frame? frame = reader.Read(null); frame is not null; frame = reader.Read(frame))
        {
            var boxes = new List<Detection>();
            foreach (O4O.Edge.Drivers.Inference.Detection d in detector.Detect(new Picture(frame.Width, frame.Height, frame.Pixels)))
                boxes.Add(new Detection(new PixelBox(d.X, d.Y, d.Width, d.Height), d.Score));
            tracker.Update(new StoreTime(frame.CapturedUs), [.. boxes]);
            foreach (TrackedBox track in tracker.Tracks)
            {
                if (track.Phase != TrackPhase.Seen) continue;
                double at = frame.CapturedUs / 1e6;
                seen[track.Id] = (seen.TryGetValue(track.Id, out (double From, double To) before) ? before.From : at, at);
            }
        }

        Assert.Equal(Passages.Length, seen.Count);
        foreach ((var passage, (double from, double to)) in Passages.Zip(seen.Values))
        {
            Assert.True(Math.Abs(from - passage.From) <= 2 && Math.Abs(to - passage.To) <= 2, $"{passage} was followed from {from} to {to} s");
        }
    }
}
