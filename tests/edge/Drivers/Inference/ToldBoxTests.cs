using O4O.Edge.Drivers.Inference;
using O4O.Edge.Store.Facts;
using O4O.Edge.Wire;
using Xunit;

namespace O4O.Edge.Tests.Drivers.Inference;

public sealed class ToldBoxTests
{
    [Fact]
    public void Of_ADetectionWithPoints_TellsThemUnderTheirJoints()
    {
        var points = new BodyPoints(new BodyPoint(1, 2, 0.9f), new BodyPoint(3, 4, 0.8f), default);

        DetectedBox told = ToldBox.Of(new Detection(10, 20, 30, 40, 0.75f, 3, points), DetectedBox.Person);

        Assert.Equal((10f, 20f, 30f, 40f, 0.75f, DetectedBox.Person), (told.Left, told.Top, told.Width, told.Height, told.Score, told.Class));
        Assert.Equal(new Keypoint(1, 2, 0.9f), told.Keypoints[JointKind.Head]);
        Assert.Equal(new Keypoint(3, 4, 0.8f), told.Keypoints[JointKind.LeftWrist]);
        Assert.All(
            new[] { JointKind.Neck, JointKind.LeftShoulder, JointKind.RightShoulder, JointKind.LeftElbow, JointKind.RightElbow, JointKind.RightWrist },
            j => Assert.False(told.Keypoints[j].Seen));
    }

    [Fact]
    public void ReachMaxPx_HereAndOnTheWire_IsTheSame() => Assert.Equal(DetectionsPayload.ReachMaxPx, ToldBox.ReachMaxPx);

    [Theory]
    [InlineData(1e9f, 0f, 1f)]
    [InlineData(0f, float.NaN, 1f)]
    [InlineData(5f, 5f, 7f)]
    public void Of_APointThatNoMessageCanCarry_IsToldAllTheSame(float x, float y, float score)
    {
        DetectedBox told = ToldBox.Of(new Detection(1, 1, 2, 2, 1.5f, 0, new BodyPoints(new BodyPoint(x, y, score), default, default)), 0);

        var bytes = new byte[DetectionsPayload.BytesMax];
        int written = DetectionsPayload.Write(bytes, new DetectionsFrame(new DeviceMark(1, 1, 1), 640, 480, new[] { told }));
        Assert.True(DetectionsPayload.TryRead(bytes.AsSpan(0, written), new DetectedBox[DetectionsPayload.BoxesMax], out DetectionsFrame read, out string error), error);
        Assert.Equal(score > 1, read.Boxes[0].Keypoints[JointKind.Head].Seen);
    }
}
