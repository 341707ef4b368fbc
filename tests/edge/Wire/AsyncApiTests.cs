using System.Reflection;
using System.Text.Json;
using O4O.Edge.Host.Live;
using O4O.Edge.Recording;
using O4O.Edge.Store.Facts;
using O4O.Edge.Store.Gates;
using O4O.Edge.Tests.Store.Builders;
using O4O.Edge.Wire;
using Xunit;
using YamlDotNet.RepresentationModel;
using YamlDotNet.Serialization;
using static O4O.Edge.Tests.Wire.AsyncApiDocument;

namespace O4O.Edge.Tests.Wire;

/// <summary>The written contract and the code that reads the bytes say the same.</summary>
public sealed class AsyncApiTests
{
    private readonly AsyncApiDocument _document = new();

    [Theory]
    [InlineData("twoPlatesTwoSamples")]
    public void WeightsExample_Decoded_IsWhatTheDocumentSays(string example)
    {
        byte[] bytes = _document.Bytes("weights", example);
        YamlNode said = _document.Decoded("weights", example);

        bool read = WeightsPayload.TryRead(bytes, out WeightBatch batch, out string error);

        Assert.True(read, error);
        Assert.Equal(MarkOf(said), batch.Mark);
        Assert.Equal(Number(said["samplePeriodUs"]), batch.SamplePeriodUs);
        Assert.Equal(Number(said["plates"]), batch.PlateCount);
        Assert.Equal(Rows(said["samplesMg"]), batch.SamplesMg.ToArray().Select(mg => (long)mg));
        Assert.Equal(bytes, Written(batch));
    }

    [Theory]
    [InlineData("onePerson")]
    [InlineData("nobody")]
    public void PeopleExample_Decoded_IsWhatTheDocumentSays(string example)
    {
        byte[] bytes = _document.Bytes("people", example);
        YamlNode said = _document.Decoded("people", example);
        var people = (YamlSequenceNode)said["people"];

        bool read = PeoplePayload.TryRead(bytes, new PersonObservation[PeoplePayload.PeopleMax], out PeopleFrame frame, out string error);

        Assert.True(read, error);
        Assert.Equal(MarkOf(said), frame.Mark);
        Assert.Equal(people.Children.Count, frame.People.Length);
        for (int i = 0; i < people.Children.Count; i++)
        {
            Joint[] joints = [.. Enumerable.Range(0, JointSet.Count).Select(Of(frame.People[i]))];
            Assert.Equal(Number(people[i]["track"]), frame.People[i].Track);
            Assert.Equal(Numbers(people[i]["confidence"]), joints.Select(j => (long)j.Confidence));
            Assert.Equal(Rows(people[i]["jointsMm"]), joints.SelectMany(j => new long[] { j.XMm, j.YMm, j.ZMm }));
        }
    }

    [Theory]
    [InlineData("oneProductAndAnEmptyHand")]
    [InlineData("noHands")]
    [InlineData("throughACamera")]
    public void HandsExample_Decoded_IsWhatTheDocumentSays(string example)
    {
        byte[] bytes = _document.Bytes("hands", example);
        YamlNode said = _document.Decoded("hands", example);
        var looks = (YamlSequenceNode)said["looks"];

        bool read = HandsPayload.TryRead(bytes, SmallStore.Layout, new HandLook[HandsPayload.LooksMax], out HandsFrame frame, out string error);

        Assert.True(read, error);
        Assert.Equal(MarkOf(said), frame.Mark);
        Assert.Equal(looks.Children.Count, frame.Looks.Length);
        for (int i = 0; i < looks.Children.Count; i++)
        {
            HandLook look = frame.Looks[i];
            LookEntry[] named = [.. Enumerable.Range(0, look.Count).Select(e => look[e])];
            Assert.Equal(Text(looks[i]["hand"]), !look.IsSideKnown ? "either" : look.IsRight ? "right" : "left");
            if (look.IsPlaced) Assert.Equal(Pixels(looks[i]["wristPx"]), [look.X, look.Y]);
            else Assert.Equal(Number(looks[i]["track"]), look.Track);
            Assert.Equal(Number(looks[i]["empty"]), look.Empty);
            Assert.Equal(Numbers(looks[i]["products"]), named.Select(n => SmallStore.Layout.GtinNumber(n.ProductIndex)));
            Assert.Equal(Numbers(looks[i]["shares"]), named.Select(n => (long)n.Share));
        }
        byte[] written = new byte[bytes.Length];
        if (frame.Width > 0) Assert.Equal((Number(said["width"]), Number(said["height"])), (frame.Width, frame.Height));
        Assert.Equal(bytes.Length, HandsPayload.Write(written, frame, SmallStore.Layout));
        Assert.Equal(bytes, written);
    }

    [Theory]
    [InlineData("headAndWrist")]
    [InlineData("headAndClothes")]
    [InlineData("emptyPicture")]
    public void DetectionsExample_Decoded_IsWhatTheDocumentSays(string example)
    {
        byte[] bytes = _document.Bytes("detections", example);
        YamlNode said = _document.Decoded("detections", example);
        var boxes = (YamlSequenceNode)said["boxes"];

        bool read = DetectionsPayload.TryRead(bytes, new DetectedBox[DetectionsPayload.BoxesMax], out DetectionsFrame frame, out string error);

        Assert.True(read, error);
        Assert.Equal(MarkOf(said), frame.Mark);
        Assert.Equal((Number(said["width"]), Number(said["height"])), (frame.Width, frame.Height));
        Assert.Equal(boxes.Children.Count, frame.Boxes.Length);
        for (int i = 0; i < boxes.Children.Count; i++)
        {
            DetectedBox box = frame.Boxes[i];
            Assert.Equal((Number(boxes[i]["class"]), Number(boxes[i]["score"])), (box.Class, Parts(box.Score)));
            Assert.Equal(Pixels(boxes[i]["boxPx"]), [box.Left, box.Top, box.Width, box.Height]);
            Assert.Equal(boxes[i] is YamlMappingNode named && named.Children.ContainsKey("clothes"), box.Clothes.Seen);
            if (box.Clothes.Seen) Assert.Equal(Pixels(boxes[i]["clothes"]), [box.Clothes.Y, box.Clothes.U, box.Clothes.V]);
            JointKind[] seen = [.. Enum.GetValues<JointKind>().Where(k => box.Keypoints[k].Seen)];
            var joints = (YamlSequenceNode)boxes[i]["joints"];
            Assert.Equal(joints.Select(j => Text(j["joint"])), seen.Select(k => char.ToLowerInvariant(k.ToString()[0]) + k.ToString()[1..]));
            Assert.Equal(joints.Select(j => Number(j["score"])), seen.Select(k => Parts(box.Keypoints[k].Score)));
            Assert.Equal(joints.SelectMany(j => Pixels(j["placePx"])), seen.SelectMany(k => new[] { box.Keypoints[k].X, box.Keypoints[k].Y }));
        }
        byte[] written = new byte[bytes.Length];
        Assert.Equal(bytes.Length, DetectionsPayload.Write(written, frame));
        Assert.Equal(bytes, written);
    }

    [Fact]
    public void BinaryExamples_All_AreTested()
    {
        string[] weights = ["twoPlatesTwoSamples"], people = ["onePerson", "nobody"], hands = ["oneProductAndAnEmptyHand", "throughACamera", "noHands"];
        string[] detections = ["headAndWrist", "headAndClothes", "emptyPicture"];

        Assert.Equal(weights, _document.Examples("weights").Keys);
        Assert.Equal(people, _document.Examples("people").Keys);
        Assert.Equal(hands, _document.Examples("hands").Keys);
        Assert.Equal(detections, _document.Examples("detections").Keys);
    }

    [Fact]
    public void ScanExamples_All_AreReadAndWrittenBackTheSame()
    {
        Assert.All(_document.Examples("scan").Values, example =>
        {
            byte[] json = Json(example);

            bool read = ScanPayload.TryRead(json, out GateScan scan, out string error);

            Assert.True(read, error);
            AssertSameJson(json, ScanPayload.Write(scan));
        });
    }

    [Fact]
    public void DecisionExamples_All_AreReadAndWrittenBackTheSame() => Assert.All(
        _document.Examples("decision").Values, example => AssertSameJson(Json(example), DecisionPayload.Read(Json(example))!.ToBytes()));

    [Fact]
    public void StatusExamples_All_AreReadAndWrittenBackTheSame() => Assert.All(
        _document.Examples("status").Values, example => AssertSameJson(Json(example), StatusPayload.Read(Json(example))!.ToBytes()));

    [Fact]
    public void StirExamples_All_AreReadAndWrittenBackTheSame() => Assert.All(
        _document.Examples("stir").Values, example => AssertSameJson(Json(example), StirPayload.Read(Json(example))!.ToBytes()));

    [Fact]
    public void DoubtExamples_All_AreReadAndWrittenBackTheSame() => Assert.All(
        _document.Examples("doubt").Values, example => AssertSameJson(Json(example), DoubtPayload.Read(Json(example))!.ToBytes()));

    [Fact]
    public void CaseExamples_All_AreReadAndWrittenBackTheSame() => Assert.All(
        _document.Examples("case").Values, example => AssertSameJson(Json(example), CasePayload.Read(Json(example))!.ToBytes()));

    [Fact]
    public void LearnExamples_All_AreReadAndWrittenBackTheSame() => Assert.All(
        _document.Examples("learn").Values, example => AssertSameJson(Json(example), LearnPayload.Read(Json(example))!.ToBytes()));

    [Fact]
    public void RecordExamples_All_AreReadAndWrittenBackTheSame() => Assert.All(
        _document.Examples("record").Values, example => AssertSameJson(Json(example), RecordPayload.Read(Json(example))!.ToBytes()));

    [Fact]
    public void SessionExamples_All_HaveWhatTheSchemaRequires()
    {
        string[] required = [.. ((YamlSequenceNode)_document.At("components", "schemas", "session", "required")).Select(Text)];
        string[] known = [.. _document.Keys("components", "schemas", "session", "properties")];

        Assert.All(_document.Examples("session").Values, example =>
        {
            string[] keys = [.. ((YamlMappingNode)example).Children.Keys.Select(Text)];
            Assert.Equal(required, keys[..required.Length]);
            Assert.Empty(keys.Except(known));
        });
    }

    [Fact]
    public void SessionExample_WithEverything_IsReadAndWrittenBackTheSame()
    {
        byte[] json = Json(_document.Examples("session")["justTaken"]);

        SessionView visit = JsonSerializer.Deserialize(json, LiveJson.Default.SessionView)!;

        Assert.Equal(("Barley tea 500 ml", 1), (visit.Provisional![0].Name, visit.Provisional[0].Quantity));
        AssertSameJson(json, JsonSerializer.SerializeToUtf8Bytes(visit, LiveJson.Default.SessionView));
    }

    [Fact]
    public void TopicKinds_OfTheCode_AllStandInTheDocument()
    {
        string[] notKinds = [nameof(Topics.Root), nameof(Topics.EdgeDevice)];
        IEnumerable<string> kinds = typeof(Topics).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(f => f.IsLiteral && !notKinds.Contains(f.Name)).Select(f => (string)f.GetRawConstantValue()!);

        IEnumerable<string> documented = _document.Keys("channels").Concat(_document.Keys("x-recorded-only"));

        Assert.Equal(kinds.Order(StringComparer.Ordinal), documented.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Addresses_OfTheDocument_AreThoseOfTheCode()
    {
        string AddressOf(string channel) => Text(_document.At("channels", channel, "address"));

        foreach (string kind in new[] { Topics.Weights, Topics.People, Topics.Hands, Topics.Detections, Topics.Scan, Topics.Status, Topics.Clip, Topics.Frames })
            Assert.Equal(Topics.Up("{store}", "{device}", kind), AddressOf(kind));
        foreach (string kind in new[] { Topics.Decision, Topics.Learn }) Assert.Equal(Topics.Down("{store}", "{device}", kind), AddressOf(kind));
        foreach (string kind in new[] { Topics.Carts, Topics.Stirs, Topics.Doubts, Topics.Cases, Topics.Record }) Assert.Equal(Topics.Out("{store}", kind), AddressOf(kind));
    }

    [Fact]
    public void Limits_OfTheDocument_AreThoseOfTheCode()
    {
        long Payload(string message, string limit) => Number(_document.At("components", "messages", message, "payload", limit));

        Assert.Equal(WeightsPayload.Size(1, 1), Payload("weights", "minLength"));
        Assert.Equal(WeightsPayload.Size(WeightsPayload.PlatesMax, WeightsPayload.SamplesMax), Payload("weights", "maxLength"));
        Assert.Equal(PeoplePayload.Size(0), Payload("people", "minLength"));
        Assert.Equal(PeoplePayload.Size(PeoplePayload.PeopleMax), Payload("people", "maxLength"));
        Assert.Equal(HandsPayload.Size(0), Payload("hands", "minLength"));
        Assert.Equal(HandsPayload.Size(HandsPayload.LooksMax), Payload("hands", "maxLength"));
        Assert.Equal(DetectionsPayload.Size([]), Payload("detections", "minLength"));
        Assert.Equal(DetectionsPayload.BytesMax, Payload("detections", "maxLength"));
        Assert.Equal(ClipPiece.HeaderBytes + 1, Payload("clip", "minLength"));
        Assert.Equal(ClipPiece.BytesMax, Payload("clip", "maxLength"));
        Assert.Equal(PictureMessage.BytesMax, Payload("frame", "maxLength"));
        Assert.Equal(RecordPayload.KeepMsMax, Number(_document.At("components", "schemas", "record", "properties", "keepMs", "maximum")));
        Assert.Equal(RecordPayload.QualityMin, Number(_document.At("components", "schemas", "record", "properties", "quality", "minimum")));
        Assert.Equal(RecordPayload.QualityMax, Number(_document.At("components", "schemas", "record", "properties", "quality", "maximum")));
        Assert.Equal(DoubtPayload.KeepMsMax, Number(_document.At("components", "schemas", "doubt", "properties", "keepMs", "maximum")));
        Assert.Equal(ScanPayload.CodeCharsMax, Number(_document.At("components", "schemas", "scan", "properties", "code", "maxLength")));
    }

    [Fact]
    public void Reasons_OfTheDocument_AreThoseOfTheGate()
    {
        IEnumerable<string> reasons = typeof(GateReasons).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(f => f.IsLiteral).Select(f => (string)f.GetRawConstantValue()!);

        var documented = (YamlSequenceNode)_document.At("components", "schemas", "decision", "properties", "reason", "enum");

        Assert.Equal(reasons.Order(StringComparer.Ordinal), documented.Select(Text).Order(StringComparer.Ordinal));
    }

    private static DeviceMark MarkOf(YamlNode said) =>
        new((uint)Number(said["bootEpoch"]), (uint)Number(said["sequence"]), Number(said["deviceTimeUs"]));

    private static long Parts(float share) => (long)MathF.Round(share * ushort.MaxValue);

    private static IEnumerable<float> Pixels(YamlNode list) =>
        ((YamlSequenceNode)list).Select(n => float.Parse(Text(n), System.Globalization.CultureInfo.InvariantCulture));

    private static Func<int, Joint> Of(PersonObservation person) => j => person.Joints[j];

    private static byte[] Written(WeightBatch batch)
    {
        byte[] bytes = new byte[WeightsPayload.Size(batch.PlateCount, batch.SampleCount)];
        WeightsPayload.Write(bytes, batch.Mark, batch.SamplePeriodUs, batch.PlateCount, batch.SamplesMg);
        return bytes;
    }

    private static byte[] Json(YamlNode example)
    {
        var yaml = new YamlStream(new YamlDocument(example));
        using var text = new StringWriter();
        yaml.Save(text, assignAnchors: false);
        object? value = new DeserializerBuilder().WithAttemptingUnquotedStringTypeDeserialization().Build().Deserialize(new StringReader(text.ToString()));
        return System.Text.Encoding.UTF8.GetBytes(new SerializerBuilder().JsonCompatible().Build().Serialize(value));
    }

    private static void AssertSameJson(byte[] expected, byte[] actual) => Assert.True(
        JsonElement.DeepEquals(JsonDocument.Parse(expected).RootElement, JsonDocument.Parse(actual).RootElement),
        $"{System.Text.Encoding.UTF8.GetString(expected)} is not {System.Text.Encoding.UTF8.GetString(actual)}");
}
