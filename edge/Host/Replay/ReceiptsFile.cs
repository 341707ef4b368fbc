using System.Text.Json;
using System.Text.Json.Serialization;
using O4O.Edge.Store.Journal;
using O4O.Edge.Store.Quantities;

namespace O4O.Edge.Host.Replay;

/// <summary>The receipts of a replay as a file.</summary>
public sealed record ReceiptsFile(string Hash, IReadOnlyList<ReceiptsFile.Receipt> Receipts, IReadOnlyList<ReceiptsFile.Loose> Unattributed)
{
    public sealed record Line(string Gtin, int Quantity, double Confidence);

    /// <param name="Session">The visit.</param>
    /// <param name="Shopper">Whose.</param>
    /// <param name="Review">A person must look at it; nothing was charged.</param>
    /// <param name="Lines">What the cart held.</param>
    /// <param name="Outcome"><c>charged</c>, <c>empty</c> or <c>review</c>.</param>
    /// <param name="Reasons">Why review.</param>
    /// <param name="Confidence">Posterior of exactly this cart.</param>
    public sealed record Receipt(
        string Session, string Shopper, bool Review, IReadOnlyList<Line> Lines, string Outcome, IReadOnlyList<string> Reasons,
        double? Confidence);

    /// <summary>Something that was moved and went to nobody's cart.</summary>
    /// <param name="Gtin">The likeliest product, or <c>unknown</c>.</param>
    /// <param name="Quantity">Units taken, negative when put down.</param>
    /// <param name="TimeUs">Recording time of the lift, microseconds since its first fact.</param>
    public sealed record Loose(string Gtin, int Quantity, long TimeUs);

    /// <summary>Collects the receipts of a replay.</summary>
    public static ReceiptsFile From(ReplayResult result)
    {
        var receipts = new List<Receipt>();
        var loose = new List<Loose>();
        var lifts = new Dictionary<long, long>();
        foreach (JournalRecord record in result.Records)
        {
            switch (record)
            {
                case WeightChanged w:
                    lifts[w.Event] = w.LiftUs - result.First.Us;
                    break;
                case Interaction { Session: null, Revision: Interaction.Withdrawn } i:
                    loose.Remove(Of(i, -i.Quantity, lifts));
                    break;
                case Interaction { Session: null } i:
                    loose.Add(Of(i, i.Quantity, lifts));
                    break;
                case SessionSettled s:
                    receipts.Add(new Receipt(
                        s.Session, s.Shopper, s.Outcome == SessionSettled.Review,
                        [.. s.Lines.Select(l => new Line(l.Gtin, l.Quantity, l.Confidence))], s.Outcome, s.Reasons, s.Confidence));
                    break;
                default:
                    break;
            }
        }
        return new ReceiptsFile(result.Hash, receipts, loose);
    }

    private static Loose Of(Interaction i, int quantity, Dictionary<long, long> lifts) =>
        new(i.Gtin ?? "unknown", quantity, lifts.GetValueOrDefault(i.Event));

    /// <summary>Writes the file, whole or not at all.</summary>
    public void Write(string path)
    {
        string part = path + ".part";
        File.WriteAllBytes(part, JsonSerializer.SerializeToUtf8Bytes(this, ReceiptsJson.Default.ReceiptsFile));
        File.Move(part, path, overwrite: true);
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(ReceiptsFile))]
internal sealed partial class ReceiptsJson : JsonSerializerContext;
