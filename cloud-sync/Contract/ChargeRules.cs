using System.Text;

namespace O4O.CloudSync.Contract;

/// <summary>The rules every charge event keeps, whoever made it.</summary>
public static class ChargeRules
{
    /// <summary>The first rule the event breaks; null when it keeps them all.</summary>
    public static ContractProblem? Check(ChargeEvent charge)
    {
        ArgumentNullException.ThrowIfNull(charge);
        return CheckId(charge.ChargeId, "$.data.chargeId", colon: true)
            ?? CheckId(charge.StoreId, "$.data.storeId", colon: false)
            ?? CheckId(charge.SessionId, "$.data.sessionId", colon: true)
            ?? CheckId(charge.ShopperId, "$.data.shopperId", colon: true)
            ?? CheckCurrency(charge.Currency)
            ?? CheckRange(charge.OccurredAtUs, 0, ChargeLimits.TimeUsMax, "$.data.occurredAtUs")
            ?? CheckLines(charge);
    }

    private static ContractProblem? CheckLines(ChargeEvent charge)
    {
        if (charge.Lines.Count is < 1 or > ChargeLimits.LinesMax)
        {
            return new ContractProblem("$.data.lines", $"must have 1 to {ChargeLimits.LinesMax} lines, but has {charge.Lines.Count}");
        }

        var sumMinor = 0L;
        for (var i = 0; i < charge.Lines.Count; i++)
        {
            if (CheckLine(charge.Lines[i], $"$.data.lines[{i}]") is { } problem)
            {
                return problem;
            }

            sumMinor += charge.Lines[i].AmountMinor; // 500 lines of at most 1e13 each: no overflow
        }

        return charge.TotalMinor == sumMinor
            ? null
            : new ContractProblem("$.data.totalMinor", $"must be the sum of the lines' amounts, {sumMinor}, but is {charge.TotalMinor}");
    }

    private static ContractProblem? CheckLine(ChargeLine line, string path)
    {
        if (line.Gtin.Length is < 1 or > ChargeLimits.GtinDigitsMax || !line.Gtin.All(char.IsAsciiDigit))
        {
            return new ContractProblem($"{path}.gtin", $"must be 1 to {ChargeLimits.GtinDigitsMax} digits");
        }

        var problem = CheckName(line.Name, $"{path}.name")
            ?? CheckRange(line.Quantity, 1, ChargeLimits.QuantityMax, $"{path}.quantity")
            ?? CheckRange(line.UnitPriceMinor, 0, ChargeLimits.UnitPriceMinorMax, $"{path}.unitPriceMinor");
        if (problem is not null)
        {
            return problem;
        }

        var amountMinor = line.Quantity * line.UnitPriceMinor;
        return line.AmountMinor == amountMinor
            ? null
            : new ContractProblem(
                $"{path}.amountMinor", $"must be quantity times unit price, {amountMinor}, but is {line.AmountMinor}");
    }

    private static ContractProblem? CheckName(string name, string path)
    {
        var characters = 0;
        for (var i = 0; i < name.Length;)
        {
            if (!Rune.TryGetRuneAt(name, i, out var rune) || Rune.IsControl(rune))
            {
                return new ContractProblem(path, "must not hold control characters or half characters");
            }

            characters++;
            i += rune.Utf16SequenceLength;
        }

        return characters is >= 1 and <= ChargeLimits.NameCharactersMax
            ? null
            : new ContractProblem(path, $"must have 1 to {ChargeLimits.NameCharactersMax} characters, but has {characters}");
    }

    private static ContractProblem? CheckId(string id, string path, bool colon)
    {
        var fine = id.Length is >= 1 and <= ChargeLimits.IdCharactersMax
            && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '~' or '-' || (colon && c == ':'));
        var signs = colon ? ". _ ~ : -" : ". _ ~ -";
        return fine
            ? null
            : new ContractProblem(path, $"must be 1 to {ChargeLimits.IdCharactersMax} letters, digits or {signs}");
    }

    private static ContractProblem? CheckCurrency(string currency) =>
        currency.Length == 3 && currency.All(char.IsAsciiLetterUpper)
            ? null
            : new ContractProblem("$.data.currency", "must be an ISO 4217 code of three capital letters");

    private static ContractProblem? CheckRange(long value, long min, long max, string path) =>
        value >= min && value <= max ? null : new ContractProblem(path, $"must be from {min} to {max}, but is {value}");
}
