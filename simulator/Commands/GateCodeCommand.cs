using System.CommandLine;
using System.Security.Cryptography;
using O4O.Simulator.Codes;
using O4O.Simulator.Stores;

namespace O4O.Simulator.Commands;

/// <summary><c>gate-code</c>: a code to show to a gate, for trying.</summary>
public static class GateCodeCommand
{
    private const int PartyMax = 8, LifetimeSecondsMax = 60;

    public static Command Create()
    {
        var shopper = new Option<string?>("--shopper") { Description = "who wants in: any name without spaces" };
        var store = new Option<string>("--store") { Description = "which store", DefaultValueFactory = _ => DemoStore.Id };
        var party = new Option<int>("--party") { Description = $"how many people on one code, 1 to {PartyMax}", DefaultValueFactory = _ => 1 };
        var key = new Option<string>("--key")
        {
            Description = "the issuer's private key (PEM); made when it is missing",
            DefaultValueFactory = _ => Path.Combine(".o4o", "keys", "issuer.pem"),
        };
        var ttl = new Option<int>("--ttl")
        {
            Description = $"seconds until it expires, 1 to {LifetimeSecondsMax}", DefaultValueFactory = _ => LifetimeSecondsMax,
        };
        var isPublic = new Option<bool>("--public") { Description = "print the issuer's key id and public key for the store file instead" };
        var staff = new Option<bool>("--staff") { Description = "the code of somebody who works here: opens the gate, is never charged" };
        var command = new Command("gate-code", "Prints a gate code (compact JWS, ES256) that opens a gate once.")
        {
            shopper, store, party, key, ttl, staff, isPublic,
        };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(isPublic))
            {
                CodeIssuerKey shown = Load(parsed.GetValue(key)!);
                Console.Out.Write($"{shown.KeyId}\n{shown.PublicKeyPem}");
                return 0;
            }
            (string? who, int people, int seconds) = (parsed.GetValue(shopper), parsed.GetValue(party), parsed.GetValue(ttl));
            Check(who, people, seconds); // before a key is made for nothing
            Console.Out.WriteLine(Issue(Load(parsed.GetValue(key)!), who!, parsed.GetValue(store)!, people, seconds, parsed.GetValue(staff)));
            return 0;
        });
        return command;
    }

    private static void Check(string? shopper, int party, int ttl)
    {
        if (string.IsNullOrWhiteSpace(shopper)) throw new UserMistakeException("gate-code needs --shopper ID");
        if (party is < 1 or > PartyMax) throw new UserMistakeException($"--party must be between 1 and {PartyMax}, but is {party}");
        if (ttl is < 1 or > LifetimeSecondsMax) throw new UserMistakeException($"--ttl must be between 1 and {LifetimeSecondsMax}, but is {ttl}");
    }

    private static string Issue(CodeIssuerKey issuer, string shopper, string store, int party, int ttl, bool staff)
    {
        string codeId = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        return issuer.Issue(shopper, store, codeId, TimeProvider.System.GetUtcNow().ToUnixTimeSeconds(), ttl, party, staff);
    }

    private static CodeIssuerKey Load(string path)
    {
        try
        {
            return CodeIssuerKey.LoadOrCreate(path);
        }
        catch (InvalidDataException e)
        {
            throw new UserMistakeException(e.Message, e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserMistakeException($"{path}: the key cannot be read or made: {e.Message}", e);
        }
    }
}
