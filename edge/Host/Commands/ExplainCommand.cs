using System.CommandLine;
using System.Text.Json;
using O4O.Edge.Host.Replay;
using O4O.Edge.Store.Journal;
using O4O.Settings;

namespace O4O.Edge.Host.Commands;

/// <summary><c>explain REC.mcap --session S [--json]</c>: why each line of a trip was charged.</summary>
internal static class ExplainCommand
{
    public static Command Create()
    {
        var recording = new Argument<FileInfo>("REC.mcap") { Description = "A recording of ./o4o edge, simulate or import." };
        var session = new Option<string>("--session") { Description = "The visit: its session id, or the shopper's.", Required = true };
        var json = new Option<bool>("--json") { Description = "For machines: everything, with all evidence." };
        var command = new Command("explain", "Tell a trip: what was taken, when, by whose hand, and how sure that is.") { recording, session, json };
        command.SetAction(parsed => Run(parsed.GetValue(recording)!, parsed.GetValue(session)!, parsed.GetValue(json)));
        return command;
    }

    private static int Run(FileInfo recording, string session, bool json) => Failure.Guard(recording, () =>
    {
        ReplayResult result = Replayer.Run(recording.FullName, 0, null);
        IReadOnlyList<TripStory> stories = TripStory.Of(result, session);
        if (stories.Count == 0) return Failure.Say(NoSuchTrip(result, session));
        if (json) Console.WriteLine(JsonSerializer.Serialize(stories, TripStoryJson.Default.IReadOnlyListTripStory));
        else Console.Write(string.Join("\n", stories.Select(s => StoryText.Of(s, result.Store))));
        return 0;
    });

    private static string NoSuchTrip(ReplayResult result, string session)
    {
        List<string> shoppers = [.. result.Records.OfType<SessionOpened>().Select(o => o.Shopper)];
        string nearest = NearestName.Find(session, shoppers) is { } near ? $"; did you mean {near}?" : "";
        string known = shoppers.Count == 0 ? "there is no visit in this recording" : $"its visits are of {string.Join(", ", shoppers.Take(20))}";
        return $"no visit {session}{nearest} ({known})";
    }
}
