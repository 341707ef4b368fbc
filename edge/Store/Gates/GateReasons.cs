namespace O4O.Edge.Store.Gates;

/// <summary>Why a gate opened or stayed shut: a word for machines, a sentence for the person in front of it.</summary>
public static class GateReasons
{
    public const string Admitted = "admitted";
    public const string Malformed = "malformed";
    public const string UnknownKey = "unknown-key";
    public const string BadSignature = "bad-signature";
    public const string OtherStore = "other-store";
    public const string NotYetValid = "not-yet-valid";
    public const string Expired = "expired";
    public const string LivesTooLong = "lives-too-long";
    public const string Used = "used";
    public const string PartyTooLarge = "party-too-large";
    public const string TooFast = "too-fast";
    public const string StoreFull = "store-full";
    public const string AlreadyInside = "already-inside";

    /// <summary>What the gate's screen says.</summary>
    public static string Message(string reason) => reason switch
    {
        Admitted => "Welcome. Take what you like and walk out.",
        Malformed => "This is not a store code. Open the code in your app and try again.",
        UnknownKey or BadSignature => "This code was not made by our app. Open the code in your app and try again.",
        OtherStore => "This code is for another store.",
        NotYetValid => "The clock of your phone is ahead. Set it to automatic and try again.",
        Expired => "This code has expired. Open the app for a new one.",
        LivesTooLong => "This code is not valid. Update your app and try again.",
        Used => "This code was used already. Open the app for a new one.",
        PartyTooLarge => "Too many people on one code. Scan one code each.",
        TooFast => "One moment, please. Try again in a second.",
        StoreFull => "The store is full. Please wait a moment.",
        AlreadyInside => "You are inside already. Leave first, then scan again.",
        _ => "Please ask our staff.",
    };
}
