using O4O.Edge.Wire;
using Xunit;

namespace O4O.Edge.Tests.Wire;

public sealed class TopicsTests
{
    [Theory]
    [InlineData("demo", "shelf-1-2", Topics.Weights)]
    [InlineData("demo", "gate-1", Topics.Scan)]
    [InlineData("demo", "hands", Topics.Hands)]
    [InlineData("demo", "camera-1", Topics.Detections)]
    [InlineData("s", "e", "k")]
    public void UpTopic_TakenApart_GivesItsParts(string store, string device, string kind)
    {
        bool parsed = Topics.TryParseUp(Topics.Up(store, device, kind), out string s, out string d, out string k);

        Assert.True(parsed);
        Assert.Equal((store, device, kind), (s, d, k));
    }

    [Theory]
    [InlineData("")]
    [InlineData("o4o/v1/")]
    [InlineData("o4o/v2/demo/shelf-1-2/up/weights")]
    [InlineData("O4O/v1/demo/shelf-1-2/up/weights")]
    [InlineData("o4o/v1/demo/shelf-1-2/down/decision")]
    [InlineData("o4o/v1/demo/edge/out/carts")]
    [InlineData("o4o/v1/demo/shelf-1-2/up")]
    [InlineData("o4o/v1/demo/shelf-1-2/up/")]
    [InlineData("o4o/v1/demo//up/weights")]
    [InlineData("o4o/v1//shelf-1-2/up/weights")]
    [InlineData("o4o/v1/demo/shelf-1-2/up/weights/more")]
    [InlineData("/o4o/v1/demo/shelf-1-2/up/weights")]
    public void Topic_OfAnotherShape_IsNoUpTopic(string topic)
    {
        bool parsed = Topics.TryParseUp(topic, out string store, out string device, out string kind);

        Assert.False(parsed);
        Assert.Equal(("", "", ""), (store, device, kind));
    }
}
