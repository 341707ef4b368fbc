using System.Globalization;
using System.Text;
using O4O.Edge.Store.Journal;
using O4O.Edge.Wire;

namespace O4O.Edge.Host.Replay;

/// <summary>A trip's story as a person would want it told.</summary>
internal static class StoryText
{
    /// <summary>So many characters of a session tell it from any other of a day.</summary>
    private const int ShortSession = 6;

    public static string Of(TripStory story, StoreFile store)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"Trip of {story.Shopper} (session {story.Session})\n");
        text.Append(CultureInfo.InvariantCulture, $"  {Time(story.OpenedUs)}  came in\n");
        foreach (TripStory.Movement step in story.Steps)
            if (step.Stands) Append(text, step, store, story.Session, "");
        if (story.LeftUs is { } left) text.Append(CultureInfo.InvariantCulture, $"  {Time(left)}  {Left(story.How)}\n");
        AppendTakenBack(text, story);
        if (story.NearMisses.Count > 0) text.Append("Near, but not theirs:\n");
        foreach (TripStory.Movement step in story.NearMisses)
            Append(text, step, store, story.Session, step.Other is null ? "nobody's: " : $"by {Short(step.Other)}: ");
        AppendEnd(text, story, store);
        return text.ToString();
    }

    private static void Append(StringBuilder text, TripStory.Movement step, StoreFile store, string session, string whose)
    {
        long afterMs = (step.DecidedUs - step.TimeUs) / 1000;
        string decided = step.Revision == Interaction.Added
            ? string.Create(CultureInfo.InvariantCulture, $"on second thought, after {afterMs} ms")
            : string.Create(CultureInfo.InvariantCulture, $"sure to {Share(step.Confidence)}, decided after {afterMs} ms");
        if (step.IsHandover)
        {
            text.Append(CultureInfo.InvariantCulture, $"  {Time(step.TimeUs)}  {What(step)}  (their hands met; decided after {afterMs} ms)\n");
            return;
        }
        string weight = string.Create(CultureInfo.InvariantCulture, $"{step.Plates.Sum(p => p.DeltaMg) / 1000:+0;-0;0} g");
        text.Append(CultureInfo.InvariantCulture, $"  {Time(step.TimeUs)}  {whose}{What(step)}  (gondola {step.Gondola}, shelf {step.Shelf}, {weight}, {decided})\n");
        text.Append("             weight and place: ");
        text.AppendJoin(", ", step.Candidates.Take(3).Select(c => $"{c.Quantity} × {Name(store, c.Gtin)} {Share(c.Probability)}"));
        if (step.IsExchange) text.Append(step.Quantity > 0 ? "the plates moved; somebody else put one down meanwhile" : "the plates moved; somebody else took one meanwhile");
        text.Append(step.Candidates.Count == 0 && !step.IsExchange ? "nothing fits\n" : "\n");
        text.Append("             hands: ");
        text.AppendJoin(", ", step.Hands.Take(4).Select(h => string.Create(
            CultureInfo.InvariantCulture, $"{(h.Session is null ? "somebody without a visit" : h.Session == session ? "this person" : Short(h.Session))} {h.DistanceMm / 10.0:0.#} cm {Share(h.Probability)}")));
        text.Append(step.Hands.Count == 0 ? "nobody within reach\n" : "\n");
    }

    private static void AppendTakenBack(StringBuilder text, TripStory story)
    {
        TripStory.Movement[] gone = [.. story.Steps.Where(s => !s.Stands && s.Revision != Interaction.Withdrawn)];
        if (gone.Length == 0) return;
        text.Append("Taken back on second thought: ");
        text.AppendJoin("; ", gone.Select(s => $"{What(s)} at {Time(s.TimeUs).TrimStart()}"));
        text.Append('\n');
    }

    private static void AppendEnd(StringBuilder text, TripStory story, StoreFile store)
    {
        text.Append(story.Outcome switch
        {
            SessionSettled.Charged => "Charged, because the whole cart was sure enough",
            SessionSettled.Review => "Not charged; a person must look at it",
            SessionSettled.Empty => "Nothing was taken, nothing was charged.\n",
            _ => "Not settled yet.\n",
        });
        if (story.Outcome is SessionSettled.Charged or SessionSettled.Review)
            text.Append(story.Confidence is { } sure ? $" (sure to {Share(sure)} that it is exactly this one):\n" : ":\n");
        foreach (string doubt in story.Doubts) text.Append(CultureInfo.InvariantCulture, $"  ? {doubt}\n");
        foreach (TripStory.Line line in story.Lines)
            text.Append(CultureInfo.InvariantCulture, $"  {line.Quantity} × {line.Name,-30} {Money(line.UnitPriceMinor * line.Quantity, store),12}   sure to {Share(line.Confidence)}\n");
        if (story.Lines.Count > 0) text.Append(CultureInfo.InvariantCulture, $"  {"together",-34} {Money(story.TotalMinor, store),12}\n");
    }

    /// <summary>"took 2 × Cola", "gave 1 × Cola to 4f0c2a".</summary>
    private static string What(TripStory.Movement step)
    {
        if (step.Name is null) return "something unknown moved";
        string units = $"{Math.Abs(step.Quantity)} × {step.Name}";
        if (!step.IsHandover) return (step.Quantity > 0 ? "took " : "put back ") + units;
        return step.Quantity > 0 ? $"got {units} from {Short(step.Other!)}" : $"gave {units} to {Short(step.Other!)}";
    }

    private static string Short(string session) => session.Length <= ShortSession ? session : session[..ShortSession];

    private static string Left(string? how) => how switch
    {
        "exit" => "walked out",
        "lost" => "lost from sight",
        "absent" => "never came in",
        _ => "still there when the recording ended",
    };

    private static string Name(StoreFile store, string gtin) => store.Products.FirstOrDefault(p => p.Gtin == gtin)?.Name ?? gtin;

    private static string Time(long us) => string.Create(CultureInfo.InvariantCulture, $"{us / 1e6,8:0.00} s");

    private static string Share(double p) => string.Create(CultureInfo.InvariantCulture, $"{100 * p:0.#} %");

    /// <summary>Amounts as the currency counts them: won and yen have no smaller part.</summary>
    private static string Money(long minor, StoreFile store) => store.Currency is "KRW" or "JPY"
        ? string.Create(CultureInfo.InvariantCulture, $"{minor:#,0} {store.Currency}")
        : string.Create(CultureInfo.InvariantCulture, $"{minor / 100.0:#,0.00} {store.Currency}");
}
