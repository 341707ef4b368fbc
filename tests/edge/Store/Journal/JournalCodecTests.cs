using System.Buffers;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using O4O.Edge.Store.Journal;
using O4O.Edge.Tests.Store.Builders;
using Xunit;

namespace O4O.Edge.Tests.Store.Journal;

public sealed class JournalCodecTests
{
    private static readonly Gen<string> Text = Gen.Elements(
        "", "anna", "corner.a1.1", "일상 \"가게\"", "<b>&amp;</b>", "line\nend\ttab\\", "\u0000\u001f", "😀", new string('x', 300));

    private static readonly Gen<double> Share = Gen.Choose(0, 1_000_000).Select(n => n / 1e6);
    private static readonly Gen<long> Large = from high in Gen.Choose(int.MinValue, int.MaxValue) from low in Gen.Choose(0, int.MaxValue) select ((long)high << 31) + low;

    [Fact]
    public void Record_Written_ReadsBackTheSame()
    {
        Prop.ForAll(Any.ToArbitrary(), record =>
        {
            byte[] bytes = JournalCodec.ToBytes(record);
            JournalRecord? back = JournalCodec.Read(bytes, out string error);

            Assert.Equal("", error);
            Assert.Equal(record.GetType(), back!.GetType());
            return bytes.AsSpan().SequenceEqual(JournalCodec.ToBytes(back)) && JournalCodec.ToBytes(back).Length > 10;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));
    }

    [Fact]
    public void Record_WrittenEitherWay_HasTheSameBytes()
    {
        Prop.ForAll(Any.ToArbitrary(), record =>
        {
            var buffer = new ArrayBufferWriter<byte>();
            JournalCodec.Write(record, buffer);

            return buffer.WrittenSpan.SequenceEqual(JournalCodec.ToBytes(record));
        }).Check(Config.QuickThrowOnFailure);
    }

    [Fact]
    public void Record_WithValues_KeepsEachOfThem()
    {
        var settled = new SessionSettled(5, "s", "anna", SessionSettled.Charged, "c", 300, [new SettledLine("1", "Cola", 2, 150, 0.987654)], ["why"]);

        var back = (SessionSettled)JournalCodec.Read(JournalCodec.ToBytes(settled), out _)!;

        Assert.Equal(settled.Lines, back.Lines);
        Assert.Equal(settled.Reasons, back.Reasons);
        Assert.Equal(settled, back with { Lines = settled.Lines, Reasons = settled.Reasons });
    }

    [Fact]
    public void Record_OfAShopper_SaysNothingOfStaffAndReadsAsBefore()
    {
        var shopper = new SessionOpened(5, "s", "anna", 1, 7, "gate-1");

        string text = Encoding.UTF8.GetString(JournalCodec.ToBytes(shopper)), staff = Encoding.UTF8.GetString(JournalCodec.ToBytes(shopper with { Staff = true }));

        Assert.DoesNotContain("staff", text, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("\"staff\":true", staff, StringComparison.Ordinal);
        Assert.Equal(shopper, JournalCodec.Read(Encoding.UTF8.GetBytes(text), out _));
        Assert.Equal(shopper with { Staff = true }, JournalCodec.Read(Encoding.UTF8.GetBytes(staff), out _));
    }

    [Fact]
    public void Record_OfAnInteraction_SaysOnlyThenThatItIsRevised()
    {
        var told = new Interaction(5, 3, "s", "8", 1, 0.5, "why", []);

        string first = Encoding.UTF8.GetString(JournalCodec.ToBytes(told)), again = Encoding.UTF8.GetString(JournalCodec.ToBytes(told with { Revision = Interaction.Withdrawn }));

        Assert.DoesNotContain("revision", first, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("\"revision\":\"withdrawn\"", again, StringComparison.Ordinal);
        Assert.Null(((Interaction)JournalCodec.Read(Encoding.UTF8.GetBytes(first), out _)!).Revision);
        Assert.Equal(Interaction.Withdrawn, ((Interaction)JournalCodec.Read(Encoding.UTF8.GetBytes(again), out _)!).Revision);
    }

    [Fact]
    public void Record_OfAPlateWithoutALevel_KeepsItsPlace()
    {
        var levels = new PlateLevels(1, [new ShelfLevels("shelf-1-1", [1_000, null, 3_000])]);

        var back = (PlateLevels)JournalCodec.Read(JournalCodec.ToBytes(levels), out _)!;

        Assert.Equal([1_000, null, 3_000], Assert.Single(back.Shelves).LevelsMg);
    }

    [Theory]
    [InlineData("""{"type":"coffee-made","atUs":1}""", "coffee-made")]
    [InlineData("""{"atUs":1}""", "")]
    [InlineData("""{"type":"edge-started","atUs":"one"}""", "atUs")]
    [InlineData("""{"type":"edge-started","atUs":1""", "")]
    [InlineData("not json", "")]
    [InlineData("", "")]
    [InlineData("[]", "")]
    public void Bytes_OfNoKnownRecord_AreRefusedWithAReason(string text, string named)
    {
        JournalRecord? record = JournalCodec.Read(Encoding.UTF8.GetBytes(text), out string error);

        Assert.Null(record);
        Assert.NotEqual("", error);
        Assert.Contains(named, error, StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_WithAFieldFromTheFuture_AreReadWithoutIt()
    {
        JournalRecord? record = JournalCodec.Read("""{"type":"edge-started","atUs":7,"store":"corner","weather":"rain"}"""u8, out _);

        Assert.Equal(new EdgeStarted(7, "corner"), record);
    }

    /// <summary>Every kind of record that there is stands among the generated ones: a new one must be added here.</summary>
    [Fact]
    public void Generator_OverManyDraws_MakesEveryKind()
    {
        Type[] kinds = [.. typeof(JournalRecord).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(JournalRecord)))];

        IEnumerable<Type> made = Any.Sample(2_000).Select(r => r.GetType()).Distinct();

        Assert.Equal(kinds.Select(k => k.Name).Order(StringComparer.Ordinal), made.Select(k => k.Name).Order(StringComparer.Ordinal));
    }

    private static Gen<JournalRecord> Any => Gen.OneOf(
        from at in Large from a in Text select (JournalRecord)new EdgeStarted(at, a),
        from at in Large from a in Text from n in Gen.Choose(0, int.MaxValue) from b in Text.OrNull()
        select (JournalRecord)new GateDecided(at, a, (uint)n * 2, (uint)n, n % 2 == 0, a, b, b, b, at, n % 9, n % 5 == 0),
        from at in Large from a in Text from n in Gen.Choose(1, 50) select (JournalRecord)new SessionOpened(at, a, a + "x", n, at, null, n % 3 == 0),
        from at in Large from a in Text from track in Large select (JournalRecord)new TrackBound(at, a, track),
        from at in Large from n in Gen.Choose(0, 9) from p in Share
        select (JournalRecord)new WeightChanged(
            at, n, n, n + 1, at, at + 1, -at, n % 2 == 0 ? "pick" : "return", n > 4, n == 9,
            [.. Enumerable.Range(0, n).Select(i => new PlateDelta(i, at / 3, at))], [.. Enumerable.Range(0, n % 4).Select(i => new Candidate("8", i, p))]),
        from at in Large from a in Text.OrNull() from p in Share from n in Gen.Choose(-6, 6)
        select (JournalRecord)new Interaction(
            at, at, a, a, n, p, a ?? "", [.. Enumerable.Range(0, Math.Abs(n) % 3).Select(i => new HandClaim(a, at, i, p))], n < 0 ? Interaction.Added : null),
        from at in Large from a in Text from p in Share from n in Gen.Choose(-2, 2) select (JournalRecord)new HandedOver(at, n + 3, at, a, a + "x", a, n, p),
        from at in Large from a in Text select (JournalRecord)new DoubtRaised(at, a, at, a),
        from at in Large from a in Text select (JournalRecord)new SessionLeft(at, a, at, "exit"),
        from at in Large from a in Text from b in Text.OrNull() from n in Gen.Choose(0, 4) from p in Share
        select (JournalRecord)new SessionSettled(at, a, a, "review", b, at, [.. Enumerable.Range(1, n).Select(i => new SettledLine(a, a, i, at, p))], [.. Enumerable.Repeat(a, n)]),
        from at in Large from a in Text from n in Gen.Choose(0, 1) select (JournalRecord)new ChargeAnswered(at, a, n == 1, a),
        from at in Large from a in Text select (JournalRecord)new SourceChanged(at, a, "silent", a),
        from at in Large from a in Text from n in Gen.Choose(0, 5)
        select (JournalRecord)new PlateLevels(at, [new ShelfLevels(a, [.. Enumerable.Range(0, n).Select(i => i % 2 == 0 ? at : (long?)null)])]));
}
