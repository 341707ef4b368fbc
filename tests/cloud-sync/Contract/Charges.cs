using FsCheck;
using FsCheck.Fluent;
using O4O.CloudSync.Contract;

namespace O4O.CloudSync.Tests.Contract;

/// <summary>Builds charge events: one plain, and any valid one.</summary>
internal static class Charges
{
    private const string IdCharacters = "ABCxyz019._~-";

    /// <summary>A valid charge of two lines.</summary>
    public static ChargeEvent One(string chargeId = "demo-s1-1", string storeId = "demo", string shopperId = "p-7", int quantity = 2) =>
        Sum(new ChargeEvent(
            chargeId,
            storeId,
            "s1",
            shopperId,
            "KRW",
            [
                new ChargeLine("071142008582", "Spring water 0.5 l", quantity, 1200, 0),
                new ChargeLine("8801094017200", "초코파이 \"정\"", 1, 4800, 0),
            ],
            0,
            1_795_324_800_123_456));

    /// <summary>Any valid charge.</summary>
    public static Gen<ChargeEvent> Any { get; } =
        from chargeId in Id(IdCharacters + ":")
        from storeId in Id(IdCharacters)
        from sessionId in Id(IdCharacters + ":")
        from shopperId in Id(IdCharacters + ":")
        from currency in Gen.Elements("KRW", "USD", "EUR", "JPY")
        from count in Gen.Frequency((9, Gen.Choose(1, 5)), (1, Gen.Choose(1, ChargeLimits.LinesMax)))
        from lines in Line.ListOf(count)
        from timeHigh in Gen.Choose(0, (1 << 23) - 1) // 23 and 30 bits are the 53 of the largest time
        from timeLow in Gen.Choose(0, (1 << 30) - 1)
        select Sum(new ChargeEvent(chargeId, storeId, sessionId, shopperId, currency, lines, 0, ((long)timeHigh << 30) + timeLow));

    private static Gen<ChargeLine> Line { get; } =
        from digits in Gen.Choose(1, ChargeLimits.GtinDigitsMax)
        from gtin in Gen.Choose('0', '9').Select(c => (char)c).ArrayOf(digits)
        from length in Gen.Choose(1, ChargeLimits.NameCharactersMax)
        from name in Gen.Elements("a", " ", "\"", "\\", "/", "<", "é", "초", "🥛", "\u2028").ArrayOf(length)
        from quantity in Gen.Choose(1, ChargeLimits.QuantityMax)
        from price in Gen.Choose(0, (int)ChargeLimits.UnitPriceMinorMax)
        select new ChargeLine(new string(gtin), string.Concat(name), quantity, price, 0);

    /// <summary>The same charge with its amounts and its total right.</summary>
    public static ChargeEvent Sum(ChargeEvent charge)
    {
        ChargeLine[] lines = [.. charge.Lines.Select(l => l with { AmountMinor = l.Quantity * l.UnitPriceMinor })];
        return charge with { Lines = lines, TotalMinor = lines.Sum(l => l.AmountMinor) };
    }

    private static Gen<string> Id(string characters) =>
        from length in Gen.Choose(1, 40)
        from text in Gen.Elements(characters.ToCharArray()).ArrayOf(length)
        select new string(text);
}
