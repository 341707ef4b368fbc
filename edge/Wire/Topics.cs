namespace O4O.Edge.Wire;

/// <summary>
/// Names of topics, and back. A device speaks only under its own name: <c>o4o/v1/{store}/{device}/up/{kind}</c>; the edge
/// answers under <c>o4o/v1/{store}/{device}/down/{kind}</c> and tells everybody under <c>o4o/v1/{store}/edge/out/{kind}</c>.
/// </summary>
public static class Topics
{
    public const string Root = "o4o/v1/";
    public const string Weights = "weights";
    public const string People = "people";
    public const string Hands = "hands";
    public const string Detections = "detections";
    public const string Scan = "scan";
    public const string Status = "status";
    public const string Decision = "decision";
    public const string Carts = "carts";
    public const string Stirs = "stirs";
    public const string Doubts = "doubts";
    public const string Cases = "cases";
    public const string Clip = "clip";
    public const string Learn = "learn";

    /// <summary>The edge records pictures, and asks for them; and the pictures, on their way to the recording and in it.</summary>
    public const string Record = "record";
    public const string Frames = "frames";

    /// <summary>What the edge itself writes into a recording beside the sensors' facts.</summary>
    public const string Tick = "tick";
    public const string Charge = "charge";

    public const string EdgeDevice = "edge";

    public static string Up(string store, string device, string kind) => $"{Root}{store}/{device}/up/{kind}";
    public static string Down(string store, string device, string kind) => $"{Root}{store}/{device}/down/{kind}";
    public static string Out(string store, string kind) => $"{Root}{store}/{EdgeDevice}/out/{kind}";

    /// <summary>The subscription that hears every device of a store.</summary>
    public static string AllUp(string store) => $"{Root}{store}/+/up/+";

    /// <summary>Takes an upward topic apart; false for anything else.</summary>
    public static bool TryParseUp(string topic, out string store, out string device, out string kind)
    {
        store = device = kind = "";
        if (!topic.StartsWith(Root, StringComparison.Ordinal)) return false;
        string[] parts = topic[Root.Length..].Split('/');
        if (parts.Length != 4 || parts[2] != "up" || parts[0].Length == 0 || parts[1].Length == 0 || parts[3].Length == 0) return false;
        (store, device, kind) = (parts[0], parts[1], parts[3]);
        return true;
    }
}
