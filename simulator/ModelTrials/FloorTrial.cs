using System.Globalization;
using O4O.Edge.Drivers.Inference.Models;
using O4O.Simulator.Pixels;

namespace O4O.Simulator.ModelTrials;

/// <summary>
/// Whether four people keep their numbers when the people network's detections of several cameras go through the edge's own floor: the
/// network is good enough when what it misses and imagines does not mix people up. Detections drawn from the simulator's model of a good
/// detector go the same way beside it: what is left then is not the network's.
/// </summary>
internal sealed class FloorTrial : IModelTrial
{
    private readonly string _model;

    /// <param name="model">A model's name, its manifest (.json) or its file (.onnx).</param>
    public FloorTrial(string model) => _model = model;

    /// <inheritdoc/>
    public string Name => "floor";

    /// <inheritdoc/>
    public TrialResult Run(TrialRequest request)
    {
        Model model = ModelLibrary.Default.Open(_model);
        var models = new PixelModels(model, Products: null);
        var network = new PixelTally();
        FloorTally all = new(), drawn = new();
        var stores = new List<(ulong Seed, FloorTally Tally)>();
        for (int s = 0; s < request.Seeds.Count; s++)
        {
            ulong seed = request.Seeds.First + (ulong)s;
            IReadOnlyList<FloorMoment> moments = FloorDay.Live(request, models, seed, network);
            var one = new FloorTally();
            one.Add(moments);
            all.Add(moments);
            drawn.Add(FloorDay.Live(request, models: null, seed, network));
            stores.Add((seed, one));
            request.Said(Text($"{s + 1} of {request.Seeds.Count} stores: {one.Switches} switches in {one.ShopperMinutes:0.0} shopper-minutes"));
        }
        return Result(model, request, all, drawn, stores, network);
    }

    private static TrialResult Result(Model model, TrialRequest request, FloorTally all, FloorTally drawn, List<(ulong Seed, FloorTally Tally)> stores, PixelTally network)
    {
        Mark[] marks =
        [
            new("switches in 10 shopper-minutes", all.SwitchesInTen, 1, IsLeast: false),
            // Whoever is not followed is never mixed up.
            new("share of the time followed", all.Followed, 0.9),
        ];
        var lines = new List<string>
        {
            Text($"{all.Switches} switches in {all.ShopperMinutes:0.0} shopper-minutes; {FloorDay.People} people at a time, {request.Cameras} cameras, through the edge's floor"),
            Text($"IDF1 {all.Idf1:0.000}; told of where nobody is {all.GhostSecondsAMinute:0.0} s a minute"),
            Text($"the same days by drawn detections: {drawn.SwitchesInTen:0.0} switches in 10 shopper-minutes, followed {drawn.Followed:0.000}, ghosts {drawn.GhostSecondsAMinute:0.0} s a minute, IDF1 {drawn.Idf1:0.000}"),
            Text($"the network meanwhile: {network}"),
            "",
            $"{"store",-8} {"minutes",8} {"switches",9} {"followed",9} {"ghosts, s a minute",19} {"IDF1",6}",
        };
        foreach ((ulong seed, FloorTally t) in stores)
            lines.Add(Text($"{seed,-8} {t.ShopperMinutes,8:0.0} {t.Switches,9} {t.Followed,9:0.000} {t.GhostSecondsAMinute,19:0.0} {t.Idf1,6:0.000}"));
        var figures = new
        {
            Model = model.Manifest.Name, model.Sha256, FloorDay.People, request.Cameras, All = Plain(all), Drawn = Plain(drawn), Stores = stores.ToDictionary(s => Text($"{s.Seed}"), s => Plain(s.Tally)),
        };
        return new TrialResult(model.Manifest.Name, marks, lines, figures);
    }

    private static object Plain(FloorTally t) => new { t.Switches, t.ShopperMinutes, SwitchesInTenShopperMinutes = t.SwitchesInTen, t.Followed, t.GhostSecondsAMinute, t.Idf1 };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
