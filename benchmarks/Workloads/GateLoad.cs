using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using O4O.Edge.Store;
using O4O.Edge.Store.Facts;
using O4O.Edge.Store.Gates;
using O4O.Edge.Store.Layout;
using O4O.Edge.Store.Quantities;
using O4O.Simulator.Codes;

namespace O4O.Benchmarks.Workloads;

/// <summary>Good codes at a gate, and the bare verification of their signatures.</summary>
internal sealed class GateLoad : IDisposable
{
    public const int Codes = 64;
    private static readonly StoreTime Start = new(1_767_571_200_000_000);
    private readonly CodeIssuerKey _key = CodeIssuerKey.FromSeed(7);
    private readonly StoreLayout _layout;
    private readonly string[] _codes = new string[Codes];
    private readonly (byte[] Signed, byte[] Signature)[] _bare = new (byte[], byte[])[Codes];
    private readonly ECDsa _public = ECDsa.Create();
    private readonly int _source;
    private StoreMachine _machine;
    private int _next;
    private bool _fresh = true;

    public GateLoad()
    {
        _layout = BigStore.Create().ToLayout();
        foreach (Source source in _layout.Sources)
            if (source.Kind == SourceKind.Gate) _source = source.Index;
        _public.ImportFromPem(_key.PublicKeyPem);
        for (int i = 0; i < Codes; i++)
        {
            string id = string.Create(CultureInfo.InvariantCulture, $"benchmark-code-{i:0000}");
            _codes[i] = _key.Issue($"shopper-{i}", _layout.StoreId, id, Start.Us / StoreTime.SecondUs);
            int dot = _codes[i].LastIndexOf('.');
            _bare[i] = (Encoding.ASCII.GetBytes(_codes[i][..dot]), Base64Url.DecodeFromChars(_codes[i].AsSpan(dot + 1)));
        }
        _machine = NewMachine();
    }

    public StoreMachine Machine => _machine;

    /// <summary>Makes a machine to which no code was shown yet; not part of what is measured.</summary>
    public void Refill()
    {
        if (_fresh) return;
        (_next, _fresh) = (0, true);
        _machine = NewMachine();
    }

    /// <summary>The next code at the gate: read, verified, judged, a visit opened. Its records are left for the caller.</summary>
    public void Scan()
    {
        var stamp = new Stamp(_next + 1, Start + _next * 10_000L);
        _machine.OnScan(stamp, _source, new GateScan(new DeviceMark(1, (uint)_next, 0), _codes[_next]));
        _machine.Decide(stamp);
        if (_machine.Records.Count == 0 || _machine.Records[0] is not Edge.Store.Journal.GateDecided { Admit: true })
            throw new InvalidOperationException("a good code was not admitted: this is no measurement");
        (_next, _fresh) = (_next + 1, false);
    }

    /// <summary>The floor: SHA-256 and ECDSA P-256 over the bytes of one code.</summary>
    public void BareVerify(int code)
    {
        (byte[] signed, byte[] signature) = _bare[code];
        if (!_public.VerifyData(signed, signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation))
            throw new InvalidOperationException("a good signature was not verified: this is no measurement");
    }

    public void Dispose() => _public.Dispose();

    private StoreMachine NewMachine()
    {
        // A gate lets a burst of ten through and earns a scan back in half a second: that limit is not what is measured.
        var options = new StoreOptions { Gates = new GateOptions { BurstMax = 1_000, RefillUs = 1_000 } };
        var machine = new StoreMachine(_layout, options, [_key.Issuer]);
        machine.Start(Start);
        machine.Taken();
        return machine;
    }
}
