using System.Runtime.InteropServices;
using O4O.Edge.Store.Facts;
using O4O.Edge.Store.Geometry;
using O4O.Edge.Store.Quantities;
using O4O.Simulator.Chance;
using O4O.Simulator.People;
using O4O.Simulator.Scenarios;

namespace O4O.Simulator.Cameras;

/// <summary>A camera's detector without pixels: what it finds, misses and imagines is drawn.</summary>
internal sealed class DrawnLooker(CameraModel camera, Furniture furniture, Box3 bounds, CamerasOptions options, Dice dice, Wardrobe? wardrobe) : ILooker
{
    /// <summary>How many pictures a box where nobody is stays, on average.</summary>
    private const double FalseRun = 4;

    private readonly Detector _detector = new(camera, furniture, options, dice, wardrobe);
    private readonly List<Figure> _figures = [];
    private readonly Figure _nobody = new();
    private readonly List<long> _known = [];
    private bool _imagines;

    /// <inheritdoc/>
    public int Width => camera.Intrinsics.Width;

    /// <inheritdoc/>
    public int Height => camera.Intrinsics.Height;

    /// <inheritdoc/>
    public int Look(long nowUs, IReadOnlyList<Person> people, Span<DetectedBox> boxes, Span<long> owners)
    {
        int there = 0;
        foreach (Person person in people)
        {
            if (!person.IsSeen || person.IsGone) continue;
            if (there == _figures.Count) _figures.Add(new Figure());
            _figures[there++].Be(person, nowUs);
        }
        ReadOnlySpan<Figure> figures = CollectionsMarshal.AsSpan(_figures)[..there];
        int count = _detector.Look(figures, boxes, owners);
        Forget(figures);
        return Imagine(boxes, owners, count);
    }

    /// <summary>Now and then somebody where nobody is, for a few pictures at the same place.</summary>
    private int Imagine(Span<DetectedBox> boxes, Span<long> owners, int count)
    {
        bool begins = dice.Chance(options.FalsePerMinute / 60 / options.FramesPerSecond), ends = dice.Chance(1 / FalseRun);
        if (begins)
        {
            _imagines = true;
            var at = new Spot(dice.Between(bounds.Min.X, bounds.Max.X), dice.Between(bounds.Min.Y, bounds.Max.Y));
            _nobody.BeNobody(at, dice.Between(900.0, 1_900.0));
        }
        else if (ends) _imagines = false;
        if (!_imagines || count == boxes.Length || !_detector.TryImagine(_nobody, out DetectedBox box)) return count;
        owners[count] = 0;
        boxes[count] = box;
        return count + 1;
    }

    private void Forget(ReadOnlySpan<Figure> here)
    {
        for (int i = _known.Count - 1; i >= 0; i--)
        {
            bool stays = false;
            foreach (Figure figure in here) stays |= figure.Track == _known[i];
            if (stays) continue;
            _detector.Forget(_known[i]);
            _known.RemoveAt(i);
        }
        foreach (Figure figure in here)
            if (!_known.Contains(figure.Track)) _known.Add(figure.Track);
    }
}
