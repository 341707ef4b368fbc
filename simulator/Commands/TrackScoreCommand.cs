using System.CommandLine;
using O4O.Simulator.TrackScoring;

namespace O4O.Simulator.Commands;

/// <summary><c>track-score</c>: tracks against the truth.</summary>
public static class TrackScoreCommand
{
    public static Command Create()
    {
        var truth = new Option<string>("--truth") { Description = "who really was where (MOTChallenge rows; those whose 7th field is 1 count)", Required = true };
        var tracks = new Option<string>("--tracks") { Description = "what a tracker made of it (MOTChallenge rows, as `track` writes them)", Required = true };
        var json = new Option<bool>("--json") { Description = "print one JSON object, shares as fractions, instead of a table" };
        var command = new Command(
            "track-score",
            "Compares tracks with the truth: MOTA, IDF1, precision, recall, switches as py-motmetrics, HOTA as TrackEval. A box is right from an overlap of 0.5.")
        {
            truth, tracks, json,
        };
        command.SetAction(parsed =>
        {
            TrackScore score = TrackScorer.Of(MotFile.ReadTruth(parsed.GetValue(truth)!), MotFile.ReadTracks(parsed.GetValue(tracks)!));
            Console.Out.Write(parsed.GetValue(json) ? TrackScoreText.Json(score) : TrackScoreText.Table(score));
            return 0;
        });
        return command;
    }
}
