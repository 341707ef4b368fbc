using System.Buffers.Text;
using System.Text.Json;
using O4O.Edge.Store.Facts;
using O4O.Edge.Store.Quantities;
using O4O.Edge.Wire;

namespace O4O.Simulator.Peer;

/// <summary>Who was where, as the eyes saw it, and whose code brought them in.</summary>
internal sealed class PeerPeople
{
    private static readonly JointKind[] Deciding = [JointKind.Head, JointKind.LeftWrist, JointKind.RightWrist];

    private readonly PersonObservation[] _buffer = new PersonObservation[PeoplePayload.PeopleMax];
    private readonly List<(long TimeUs, PersonObservation[] People)> _frames = [];
    private readonly HashSet<(uint, uint)> _scans = [];
    private readonly Queue<string> _expected = new();
    private readonly Dictionary<long, string> _shopperOf = [];

    /// <summary>Everybody whose code was seen, in that order.</summary>
    public List<string> Shoppers { get; } = [];

    /// <summary>A scan; repeated ones count once. As many people follow as the code is for.</summary>
    public void Scan(ReadOnlySpan<byte> payload)
    {
        if (!ScanPayload.TryRead(payload, out GateScan scan, out _) || !_scans.Add((scan.Mark.BootEpoch, scan.Mark.Sequence))) return;
        string[] parts = scan.Code.Split('.');
        if (parts.Length != 3) return;
        using JsonDocument claims = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[1]));
        string shopper = claims.RootElement.GetProperty("sub").GetString() ?? "";
        int party = claims.RootElement.TryGetProperty("pty", out JsonElement size) ? size.GetInt32() : 1;
        Shoppers.Add(shopper);
        for (int i = 0; i < party; i++) _expected.Enqueue(shopper);
    }

    /// <summary>A frame.</summary>
    public void See(ReadOnlySpan<byte> payload)
    {
        if (!PeoplePayload.TryRead(payload, _buffer, out PeopleFrame frame, out _)) return;
        PersonObservation[] people = frame.People.ToArray();
        foreach (PersonObservation person in people)
            if (!_shopperOf.ContainsKey(person.Track) && _expected.TryDequeue(out string? shopper)) _shopperOf.Add(person.Track, shopper);
        _frames.Add((frame.Mark.TimeUs, people));
    }

    /// <summary>Whose head or wrist is nearest to a place in the last frame before a moment; null when nobody was seen.</summary>
    public string? Nearest(Point3 place, long timeUs)
    {
        string? nearest = null;
        double least = double.PositiveInfinity;
        for (int f = _frames.Count - 1; f >= 0; f--)
        {
            if (_frames[f].TimeUs >= timeUs) continue;
            foreach (PersonObservation person in _frames[f].People)
            {
                if (!_shopperOf.TryGetValue(person.Track, out string? shopper)) continue;
                foreach (JointKind kind in Deciding)
                {
                    Joint joint = person.Joints[kind];
                    if (joint.Seen && (joint.Place - place).LengthMm is var mm && mm < least) (nearest, least) = (shopper, mm);
                }
            }
            break;
        }
        return nearest;
    }
}
