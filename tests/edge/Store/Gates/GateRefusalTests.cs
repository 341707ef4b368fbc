using O4O.Edge.Store;
using O4O.Edge.Store.Carts;
using O4O.Edge.Store.Gates;
using O4O.Edge.Store.Journal;
using O4O.Edge.Tests.Store.Builders;
using Xunit;

namespace O4O.Edge.Tests.Store.Gates;

/// <summary>Every way not to get in, each with a real code and a real signature.</summary>
public sealed class GateRefusalTests
{
    private const string Claims = """{"sub":"anna","sto":"corner","jti":"code-0001","iat":1760000000,"exp":1760000060}""";

    public static TheoryData<string, string> Headers => new()
    {
        { """{"alg":"none","kid":"app-1"}""", GateReasons.Malformed },
        { """{"alg":"NONE","kid":"app-1"}""", GateReasons.Malformed },
        { """{"alg":"HS256","kid":"app-1"}""", GateReasons.Malformed },
        { """{"alg":"RS256","kid":"app-1"}""", GateReasons.Malformed },
        { """{"alg":"es256","kid":"app-1"}""", GateReasons.Malformed },
        { """{"alg":"ES256"}""", GateReasons.Malformed },
        { """{"alg":"ES256","kid":7}""", GateReasons.Malformed },
        { """{"alg":"ES256","kid":"app-1","crit":["b64"]}""", GateReasons.Malformed },
        { """["ES256","app-1"]""", GateReasons.Malformed },
        { """{"alg":"ES256","kid":"\ud800"}""", GateReasons.Malformed },
        { """{"alg":"\udc00","kid":"app-1"}""", GateReasons.Malformed },
        { """{"alg":"ES256","kid":"app-2"}""", GateReasons.UnknownKey },
        { """{"alg":"ES256","kid":""}""", GateReasons.UnknownKey },
    };

    public static TheoryData<string, string> Payloads => new()
    {
        { "not json", GateReasons.Malformed },
        { "[]", GateReasons.Malformed },
        { Claims.Replace("\"anna\"", "\"\\ud83d\"", StringComparison.Ordinal), GateReasons.Malformed }, // half a pair: JSON, but no text
        { Claims.Replace("code-0001", "code-\\udc00x", StringComparison.Ordinal), GateReasons.Malformed },
        { Claims.Replace("\"anna\"", "\"\"", StringComparison.Ordinal), GateReasons.Malformed },
        { Claims.Replace("\"anna\"", "\"anna smith\"", StringComparison.Ordinal), GateReasons.Malformed },
        { Claims.Replace("\"anna\"", "\"" + new string('a', 129) + "\"", StringComparison.Ordinal), GateReasons.Malformed },
        { Claims.Replace("\"sub\":\"anna\",", "", StringComparison.Ordinal), GateReasons.Malformed },
        { Claims.Replace("code-0001", "short", StringComparison.Ordinal), GateReasons.Malformed }, // could be guessed
        { Claims.Replace("1760000000", "\"1760000000\"", StringComparison.Ordinal), GateReasons.Malformed },
        { Claims.Replace("1760000000", "1e300", StringComparison.Ordinal), GateReasons.Malformed },
        { Claims.Replace("1760000060", "1759999999", StringComparison.Ordinal), GateReasons.Malformed }, // ends before it begins
        { Claims.Replace("}", ",\"pty\":0}", StringComparison.Ordinal), GateReasons.Malformed },
        { Claims.Replace("}", ",\"pty\":1.5}", StringComparison.Ordinal), GateReasons.Malformed },
        { Claims.Replace("}", ",\"pty\":9}", StringComparison.Ordinal), GateReasons.PartyTooLarge },
        { Claims.Replace("}", ",\"role\":\"owner\"}", StringComparison.Ordinal), GateReasons.Malformed }, // may mean anything
        { Claims.Replace("}", ",\"role\":true}", StringComparison.Ordinal), GateReasons.Malformed },
        { Claims.Replace("corner", "other", StringComparison.Ordinal), GateReasons.OtherStore },
        { Claims.Replace("1760000060", "1760000061", StringComparison.Ordinal), GateReasons.LivesTooLong },
    };

    [Theory]
    [MemberData(nameof(Headers))]
    public void Header_OfAnotherKind_IsRefused(string header, string reason) => Refused(CodeMint.Ours.Sign(header, Claims), reason);

    [Theory]
    [MemberData(nameof(Payloads))]
    public void Claims_NotAsTheyShould_AreRefused(string payload, string reason) => Refused(CodeMint.Ours.Sign(CodeMint.Header(), payload), reason);

    [Fact]
    public void Signature_OfAnotherKeyUnderOurKeyId_IsRefused() =>
        Refused(new CodeMint().Sign(CodeMint.Header(), Claims), GateReasons.BadSignature);

    [Fact]
    public void Payload_ChangedAfterSigning_IsRefused()
    {
        string[] parts = CodeMint.Ours.Sign(CodeMint.Header(), Claims).Split('.');
        string richer = CodeMint.Part(Claims.Replace("anna", "anne", StringComparison.Ordinal));

        Refused($"{parts[0]}.{richer}.{parts[2]}", GateReasons.BadSignature);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a.b")]
    [InlineData("a.b.c.d")]
    [InlineData("...")]
    public void Text_ThatIsNoCode_IsRefused(string text) => Refused(text, GateReasons.Malformed);

    [Fact]
    public void Signature_Changed_Padded_OrInAnotherForm_IsRefused()
    {
        string good = CodeMint.Ours.Sign(CodeMint.Header(), Claims), body = good[..(good.LastIndexOf('.') + 1)];

        Refused(body, GateReasons.BadSignature);
        Refused(body + CodeMint.Part("short"), GateReasons.BadSignature);
        Refused(good + "==", GateReasons.Malformed);
        Refused(good.Insert(30, "\n"), GateReasons.Malformed);
        Refused(body + new string('A', 86), GateReasons.BadSignature); // r = s = 0 (CVE-2022-21449)
        Refused(good + new string('A', 2_048), GateReasons.Malformed);
    }

    /// <summary>Issued at second 0, good for 60, and 30 of skew on either side: both edges are inside.</summary>
    [Theory]
    [InlineData(-30.000001, GateReasons.NotYetValid)]
    [InlineData(-30, GateReasons.Admitted)]
    [InlineData(0, GateReasons.Admitted)]
    [InlineData(90, GateReasons.Admitted)]
    [InlineData(90.000001, GateReasons.Expired)]
    public void Time_AtTheEdgesOfACode_IsJudgedWithTheSkewAndNoMore(double at, string reason)
    {
        GateDecided decision = new GateBench().Show(GateBench.Good("anna"), at);

        Assert.Equal((reason, reason == GateReasons.Admitted), (decision.Reason, decision.Admit));
    }

    [Fact]
    public void Code_UsedBefore_IsRefusedEvenForALeftVisit()
    {
        var gate = new GateBench();
        string code = GateBench.Good("anna");
        bool admitted = gate.Show(code).Admit;
        gate.Performance.Feed(new TickFact(Script.Time(20).Us)); // absent: the visit is over

        GateDecided again = gate.Show(code, 21);

        Assert.True(admitted);
        Assert.Empty(gate.Performance.Machine.State.Open);
        Assert.Equal(GateReasons.Used, again.Reason);
    }

    [Fact]
    public void Code_UsedBeforeARestart_IsRefusedOutOfTheJournal()
    {
        var gate = new GateBench();
        string code = GateBench.Good("anna");
        gate.Show(code);

        GateDecided again = GateBench.After(gate.Performance.Records).Show(code, 5);

        Assert.Equal((false, GateReasons.Used), (again.Admit, again.Reason));
    }

    [Fact]
    public void Code_RefusedForItsTime_IsNotUsedUp()
    {
        var gate = new GateBench();
        string early = GateBench.Good("anna", at: 100);

        string first = gate.Show(early, 60).Reason, second = gate.Show(early, 75).Reason;

        Assert.Equal((GateReasons.NotYetValid, GateReasons.Admitted), (first, second));
    }

    [Fact]
    public void Shopper_InsideAlready_IsRefusedWithANewCode()
    {
        var gate = new GateBench();
        gate.Show(GateBench.Good("anna", id: "code-0001"));

        GateDecided second = gate.Show(GateBench.Good("anna", id: "code-0002"));

        Assert.Equal(GateReasons.AlreadyInside, second.Reason);
    }

    [Fact]
    public void Store_Full_RefusesTheNext()
    {
        var gate = new GateBench(new StoreOptions { Sessions = new SessionOptions { SessionsMax = 2 } });
        gate.Show(GateBench.Good("anna"));
        gate.Show(GateBench.Good("ben"));

        GateDecided third = gate.Show(GateBench.Good("carla"));

        Assert.Equal(GateReasons.StoreFull, third.Reason);
    }

    [Fact]
    public void Scans_FasterThanTheyMay_AreRefusedUntilTimeHasPassed()
    {
        var gate = new GateBench(new StoreOptions { Gates = new GateOptions { BurstMax = 3, RefillUs = 1_000_000 } });

        string[] burst = [.. Enumerable.Range(0, 4).Select(i => gate.Show("x.y.z", i * 0.01).Reason)];
        string good = gate.Show(GateBench.Good("anna"), 0.05).Reason, later = gate.Show(GateBench.Good("anna"), 2).Reason;

        Assert.Equal(GateReasons.TooFast, burst[3]);
        Assert.DoesNotContain(GateReasons.TooFast, burst[..3]);
        Assert.Equal((GateReasons.TooFast, GateReasons.Admitted), (good, later));
        Assert.DoesNotContain(gate.Performance.Records.OfType<GateDecided>(), d => d.Reason == GateReasons.TooFast); // a flood fills no disk
    }

    private static void Refused(string code, string reason)
    {
        var gate = new GateBench();

        GateDecided decision = gate.Show(code);

        Assert.Equal((false, reason), (decision.Admit, decision.Reason));
        Assert.Null(decision.Session);
        Assert.Empty(gate.Performance.Machine.State.Open);
        Assert.NotEqual("Please ask our staff.", GateReasons.Message(reason));
    }
}
