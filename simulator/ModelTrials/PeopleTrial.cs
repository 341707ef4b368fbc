using System.Globalization;
using O4O.Edge.Drivers.Inference;
using O4O.Edge.Drivers.Inference.Models;
using O4O.Edge.Drivers.Inference.Pictures;

namespace O4O.Simulator.ModelTrials;

/// <summary>The people network, run as the edge runs it: whom it finds, how far off heads and wrists are, and what a picture costs.</summary>
internal sealed class PeopleTrial : IModelTrial
{
    /// <summary>The house's own model.</summary>
    public const string ModelUsual = "people-overhead";

    private const string Peer = "yolox-nano";
    private const int TimedPictures = 24, TimedEvery = 9;
    private readonly string _model;

    /// <param name="model">A model's name, its manifest (.json) or its file (.onnx).</param>
    public PeopleTrial(string model) => _model = model;

    /// <inheritdoc/>
    public string Name => "people";

    /// <inheritdoc/>
    public TrialResult Run(TrialRequest request)
    {
        var options = new DetectorOptions { Classes = ["person"] };
        Model model = ModelLibrary.Default.Open(_model);
        using var detector = new Detector(model, options);
        var tally = new PeopleTally();
        var timed = new List<byte[]>();
        TrialDays.Run(request, (renderer, camera, truth, i420) =>
        {
            ReadOnlySpan<Detection> found = detector.Detect(new Picture(request.Width, request.Height, i420));
            tally.Add(renderer.Camera(camera), truth, found, request.Width, request.Height);
            if (timed.Count < TimedPictures && tally.Pictures % TimedEvery == 0 && truth.People.Count > 0) timed.Add([.. i420]);
        });
        using Detector? peer = _model == Peer ? null : FrameTimes.Peer(Peer);
        double[] times = FrameTimes.Of(peer is null ? [detector] : [detector, peer], timed, request.Width, request.Height);
        return Result(model, tally, times);
    }

    private static TrialResult Result(Model model, PeopleTally tally, double[] times)
    {
        Shares all = tally.All;
        Mark[] marks =
        [
            new("people found (recall)", all.Recall, 0.98),
            new("people that are people (precision)", tally.Precision, 0.98),
            new("heads within 10 cm", all.HeadShare, 0.95),
            new("wrists in sight within 10 cm", all.WristShare, 0.90),
            new("a picture on one thread", times[0], 5, IsLeast: false, Unit: " ms"),
        ];
        var lines = new List<string>
        {
            Text($"{tally.Pictures} pictures, {all.People} people seen by half or more, {tally.Right + tally.Wrong} detections, {tally.Wrong} of nobody"),
            Text($"wrists within 10 cm as either hand: {all.EitherWristShare:0.000}"),
            times.Length > 1 ? Text($"{Peer} on the same pictures, by turns: {times[1]:0.0} ms, {times[1] / times[0]:0.0} times as long") : $"{Peer} is not here to compare with",
            "",
            $"{"of the people",-32} {"people",7} {"found",7} {"heads",7} {"wrists",7}",
        };
        foreach ((string name, Shares slice) in tally.Slices)
            lines.Add(Text($"{name,-32} {slice.People,7} {slice.Recall,7:0.000} {slice.HeadShare,7:0.000} {slice.WristShare,7:0.000}"));
        var figures = new
        {
            Model = model.Manifest.Name, model.Sha256, tally.Pictures, tally.Precision, People = Plain(all), MillisecondsAPicture = times[0],
            PeerMilliseconds = times.Length > 1 ? times[1] : (double?)null, Slices = tally.Slices.ToDictionary(s => s.Key, s => Plain(s.Value)),
        };
        return new TrialResult(model.Manifest.Name, marks, lines, figures);
    }

    private static object Plain(Shares s) => new { s.People, s.Recall, Heads = s.HeadShare, Wrists = s.WristShare, WristsOfEitherHand = s.EitherWristShare };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
