using O4O.Edge.Store.Layout;

namespace O4O.Edge.Host.Live;

/// <summary>What an operator can do about a device's fault, in a sentence or two; no more than whoever stands in the store can do.</summary>
internal static class FaultAdvice
{
    /// <summary>The words with which a camera's eyes say what is wrong with it.</summary>
    public static readonly IReadOnlyList<string> CameraWords = ["dark", "frozen", "shifted", "late", "lost"];

    /// <param name="kind">What the device is.</param>
    /// <param name="fault">What is wrong, as <see cref="FaultView.Fault"/>.</param>
    public static string For(SourceKind kind, string fault) => fault switch
    {
        "dark" => "Is the light on, and the lens free and clean?",
        "frozen" => "Switch it off and on again: it shows the same picture all the time.",
        "shifted" => "Turn it back. If it was moved on purpose: look at its masks, calibrate it anew, and say so here.",
        "late" => "Look at its network, and at what else its computer does.",
        "lost" => "Look at its power, its cable and its address.",
        "blind" => "Nobody looks at its pictures: start the eyes on their computer again (./o4o eyes).",
        "stuck" => "Is something jammed under it, or leaning on it? If not, look at its load cell and cable.",
        "mute" => "Look at the plug and the cable of its load cell.",
        "unbalanced" => "Nobody was seen to do it: count what lies there, and put the stock right. Shown for an hour.",
        "clock" => "Its clock is far off: set it, or let it follow the store's (NTP).",
        "dropped" => "The edge cannot keep up: what else does its computer do? The latencies below tell more.",
        "unheard" => "Never heard since the edge started: is it switched on, with its own name and password at the broker?",
        _ => kind switch
        {
            SourceKind.Shelf => "Look at the power and the network of the shelf's controller. What is taken there meanwhile goes to review.",
            SourceKind.Camera or SourceKind.Eyes => "Look at its power and network, and at the program that looks for it. What it alone sees goes to review.",
            SourceKind.Hands => "Looks into hands are missing; carts are told by weight and place meanwhile.",
            _ => "Look at its power and its network.",
        },
    };
}
