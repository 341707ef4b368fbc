using System.Globalization;

namespace O4O.CloudSync.Billing.Ledger;

/// <summary>A booking's name: <c>B</c> and its number, so that names sort in the order of booking.</summary>
public static class BookingId
{
    /// <summary>The name of a booking number.</summary>
    public static string Format(long booking) => string.Create(CultureInfo.InvariantCulture, $"B{booking:D12}");

    /// <summary>The number in a name; false when it is none.</summary>
    public static bool TryParse(string text, out long booking)
    {
        booking = 0;
        return text.Length > 1
            && text[0] == 'B'
            && long.TryParse(text.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out booking);
    }
}
