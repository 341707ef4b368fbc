using System.Text;
using FsCheck;
using FsCheck.Fluent;
using O4O.Edge.Store.Facts;
using O4O.Edge.Wire;
using Xunit;

namespace O4O.Edge.Tests.Wire;

public sealed class JsonPayloadTests
{
    private static readonly byte[] Scan = ScanPayload.Write(new GateScan(new DeviceMark(1, 2, 3), "aaa.bbb.ccc"));
    private static readonly byte[] Decision = new DecisionPayload(1, 2, true, "admitted", "Welcome.", "demo-000001", 2).ToBytes();
    private static readonly byte[] Status = new StatusPayload(true, "well").ToBytes();
    private static readonly byte[] Answer = ChargeAnswerPayload.Write(new ChargeAnswer("demo-000001-1", true, "b-17"));

    [Fact]
    public void Scan_AnyMarkAndCode_ComesBackTheSame()
    {
        var codes = Gen.Choose(' ', '~').Select(c => (char)c).NonEmptyListOf().Select(c => string.Concat(c)).Where(c => c.Length <= ScanPayload.CodeCharsMax);
        var scans =
            from epoch in ArbMap.Default.GeneratorFor<uint>()
            from sequence in ArbMap.Default.GeneratorFor<uint>()
            from timeUs in ArbMap.Default.GeneratorFor<long>()
            from code in codes
            select new GateScan(new DeviceMark(epoch, sequence, timeUs), code);

        Prop.ForAll(scans.ToArbitrary(), scan => ScanPayload.TryRead(ScanPayload.Write(scan), out GateScan read, out _) && read == scan)
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Decision_AnyAnswer_ComesBackTheSame()
    {
        var text = ArbMap.Default.GeneratorFor<NonNull<string>>().Select(s => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(s.Get)));
        var decisions =
            from epoch in ArbMap.Default.GeneratorFor<uint>()
            from sequence in ArbMap.Default.GeneratorFor<uint>()
            from admit in ArbMap.Default.GeneratorFor<bool>()
            from reason in text
            from message in text
            from party in Gen.Choose(0, 8)
            select new DecisionPayload(epoch, sequence, admit, reason, message, admit ? "demo-000017" : null, party);

        Prop.ForAll(decisions.ToArbitrary(), decision => DecisionPayload.Read(decision.ToBytes()) == decision).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void JsonPayloads_CutAnywhere_AreRefused()
    {
        Assert.All(Damage.Truncations(Scan), cut => Assert.False(ScanPayload.TryRead(cut, out _, out _)));
        Assert.All(Damage.Truncations(Decision), cut => Assert.Null(DecisionPayload.Read(cut)));
        Assert.All(Damage.Truncations(Status), cut => Assert.Null(StatusPayload.Read(cut)));
        Assert.All(Damage.Truncations(Answer), cut => Assert.Null(ChargeAnswerPayload.Read(cut)));
    }

    [Fact]
    public void JsonPayloads_DamagedAtRandom_NeverThrow()
    {
        Damage.Mutate(Scan, damaged =>
        {
            bool read = ScanPayload.TryRead(damaged, out GateScan scan, out string error);

            Assert.Equal(read, error.Length == 0);
            Assert.Equal(read, scan.Code.Length > 0);
        });
        Damage.Mutate(Decision, damaged => DecisionPayload.Read(damaged));
        Damage.Mutate(Status, damaged => StatusPayload.Read(damaged));
        Damage.Mutate(Answer, damaged => ChargeAnswerPayload.Read(damaged));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("{}")]
    [InlineData("""{"bootEpoch":1,"sequence":2,"deviceTimeUs":3}""")]
    [InlineData("""{"bootEpoch":1,"sequence":2,"deviceTimeUs":3,"code":null}""")]
    [InlineData("""{"bootEpoch":1,"sequence":2,"deviceTimeUs":3,"code":""}""")]
    [InlineData("""{"bootEpoch":1,"sequence":2,"deviceTimeUs":3,"code":7}""")]
    [InlineData("""{"bootEpoch":-1,"sequence":2,"deviceTimeUs":3,"code":"a"}""")]
    [InlineData("""{"bootEpoch":4294967296,"sequence":2,"deviceTimeUs":3,"code":"a"}""")]
    [InlineData("""{"bootEpoch":1,"sequence":2.5,"deviceTimeUs":3,"code":"a"}""")]
    [InlineData("""{"bootEpoch":1,"sequence":2,"deviceTimeUs":1e300,"code":"a"}""")]
    [InlineData("""{"bootEpoch":1,"sequence":2,"deviceTimeUs":3,"code":"a","more":1}""")]
    [InlineData("""{"bootEpoch":1,"sequence":2,"deviceTimeUs":3,"code":"a"} {}""")]
    [InlineData("""{"bootEpoch":1,"sequence":2,"deviceTimeUs":3,"code":"\ud800"}""")]
    public void Scan_OfAnotherShape_IsRefusedWithAReason(string json)
    {
        bool read = ScanPayload.TryRead(Encoding.UTF8.GetBytes(json), out _, out string error);

        Assert.False(read);
        Assert.NotEmpty(error);
    }

    [Theory]
    [InlineData(ScanPayload.CodeCharsMax, true)]
    [InlineData(ScanPayload.CodeCharsMax + 1, false)]
    [InlineData(ScanPayload.BytesMax, false)]
    public void Scan_CodeAtTheLimit_IsTakenUpToIt(int length, bool taken)
    {
        byte[] bytes = ScanPayload.Write(new GateScan(default, new string('a', length)));

        Assert.Equal(taken, ScanPayload.TryRead(bytes, out _, out _));
    }

    [Fact]
    public void JsonPayloads_NestedWithoutEnd_AreRefused()
    {
        byte[] nested = Encoding.UTF8.GetBytes("{\"online\":" + new string('[', 3000));

        Assert.False(ScanPayload.TryRead(nested, out _, out _));
        Assert.Null(DecisionPayload.Read(nested));
        Assert.Null(StatusPayload.Read(nested));
        Assert.Null(ChargeAnswerPayload.Read(nested));
    }
}
