using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using O4O.Edge.Store.Facts;
using O4O.Edge.Store.Quantities;
using O4O.Edge.Wire;

namespace O4O.Simulator.Import;

/// <summary>The people seen at one moment: one document of <c>full_targets.json</c>. Made once and read into again.</summary>
internal sealed class TargetDocument
{
    private const double MmPerInch = 25.4;

    /// <summary>The joints' names, in the order of <see cref="JointKind"/>. The file's <c>hands</c> are its wrists once more.</summary>
    private static readonly string[] JointNames =
        ["head", "neck", "l_shoulder", "r_shoulder", "l_elbow", "r_elbow", "l_wrist", "r_wrist"];
    private readonly PersonObservation[] _people = new PersonObservation[PeoplePayload.PeopleMax];
    private readonly Dictionary<long, string> _tracks = [];
    private int _count;

    public DocumentTimes Times { get; private set; }
    public ReadOnlySpan<PersonObservation> People => _people.AsSpan(0, _count);

    /// <summary>All people of all documents read, and the names that they had.</summary>
    public IReadOnlyDictionary<long, string> Tracks => _tracks;

    /// <summary>The box around everything that was seen in all documents read, millimetres; null while nobody was.</summary>
    public Box3? Seen { get; private set; }

    /// <summary>Reads one document; false, with the reason, when it is malformed.</summary>
    public bool TryRead(JsonElement root, out string error)
    {
        _count = 0;
        if (!DocumentTimes.TryRead(root, out DocumentTimes times, out error)) return false;
        Times = times;
        JsonElement targets = MongoJson.At(root, "document", "targets");
        if (targets.ValueKind != JsonValueKind.Object) return Refuse(out error, "document.targets is missing");
        JsonElement list = MongoJson.At(targets, "targets");
        if (list.ValueKind == JsonValueKind.Undefined) return true; // nobody was seen
        if (list.ValueKind != JsonValueKind.Array) return Refuse(out error, "document.targets.targets is no list");
        if (list.GetArrayLength() > PeoplePayload.PeopleMax) return Refuse(out error, $"more than {PeoplePayload.PeopleMax} people");
        foreach (JsonElement target in list.EnumerateArray())
        {
            if (MongoJson.Text(MongoJson.At(target, "target_id", "id")) is not { Length: > 0 } id)
                return Refuse(out error, "a target has no target_id.id");
            var joints = default(JointSet);
            for (int j = 0; j < JointNames.Length; j++)
            {
                Joint joint = ReadJoint(MongoJson.At(target, JointNames[j]));
                joints[j] = joint;
                if (!joint.Seen) continue;
                var at = new Box3(joint.Place, joint.Place);
                Seen = Seen is { } seen ? Box3.Union(seen, at) : at;
            }
            long track = Track(id);
            _tracks.TryAdd(track, id);
            _people[_count++] = new PersonObservation(track, joints);
        }
        return true;
    }

    /// <summary>A target's number: the id itself where it is one, else 63 bits of its SHA-256, the same in every run.</summary>
    internal static long Track(string id) =>
        long.TryParse(id, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number)
            ? number
            : BinaryPrimitives.ReadInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(id))) & long.MaxValue;

    /// <summary>A joint; a score that is missing is 0, which is a joint that was not seen. A coordinate left out is 0.</summary>
    private static Joint ReadJoint(JsonElement joint)
    {
        double score = MongoJson.Number(MongoJson.At(joint, "score")) ?? 0;
        if (!(score > 0)) return default;
        JsonElement point = MongoJson.At(joint, "point");
        double x = Coordinate(point, "x"), y = Coordinate(point, "y"), z = Coordinate(point, "z");
        if (!(Math.Max(Math.Abs(x), Math.Max(Math.Abs(y), Math.Abs(z))) <= PeoplePayload.ReachMaxMm)) return default;
        return new Joint(
            (int)Math.Round(x), (int)Math.Round(y), (int)Math.Round(z), (byte)Math.Clamp(Math.Round(score * 255), 1, 255));
    }

    private static double Coordinate(JsonElement point, string axis)
    {
        JsonElement value = MongoJson.At(point, axis);
        return value.ValueKind == JsonValueKind.Undefined ? 0 : (MongoJson.Number(value) ?? double.NaN) * MmPerInch;
    }

    private static bool Refuse(out string error, string why)
    {
        error = why;
        return false;
    }
}
