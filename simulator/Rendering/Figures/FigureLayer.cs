using O4O.Simulator.Rendering.Scenes;
using O4O.Simulator.Rendering.Tracing;

namespace O4O.Simulator.Rendering.Figures;

/// <summary>
/// Draws figures into a view over its backdrop: each is traced by itself first, which tells how much of it there would be to see, then laid
/// into the picture where nothing is nearer, then coloured where it is really seen. One thread's own; made once a view.
/// </summary>
internal sealed class FigureLayer
{
    private readonly View _view;
    private readonly FigureShadow _shadow;
    private readonly float[] _own, _far;
    private readonly int[] _ownMet, _met;
    private readonly List<Part> _parts = [];
    private readonly List<Drawn> _drawn = [];

    public FigureLayer(View view)
    {
        _view = view;
        _shadow = new FigureShadow(view);
        int n = view.Stride * view.Height;
        (_own, _far, _ownMet, _met) = (new float[n], new float[n], new int[n], new int[n]);
        Array.Fill(_own, float.MaxValue);
        Array.Fill(_ownMet, -1);
    }

    /// <summary>Who was drawn, in the order in which they were given.</summary>
    public IReadOnlyList<Drawn> Figures => _drawn;

    /// <summary>All their pieces, one after the other.</summary>
    public IReadOnlyList<Part> Parts => _parts;

    /// <summary>Index in <see cref="Parts"/> of what is seen at each pixel, −1 for the store, by stride · row + column.</summary>
    public ReadOnlySpan<int> Seen => _met;

    /// <summary>How far away what is seen there is, millimetres.</summary>
    public ReadOnlySpan<float> Far => _far;

    /// <summary>Works out who is seen where.</summary>
    public void Place(IReadOnlyList<(Stance Stance, Appearance Look)> people, Goods.Look[] goods, Backdrop backdrop)
    {
        Array.Copy(backdrop.Far, _far, _far.Length);
        Array.Fill(_met, -1);
        _parts.Clear();
        _drawn.Clear();
        foreach ((Stance stance, Appearance look) in people)
        {
            int first = _parts.Count;
            if (IsAway(stance))
            {
                _drawn.Add(new Drawn(first, first, PixelRect.Nothing, PixelRect.Nothing, 0, PixelRect.Nothing, 0));
                continue;
            }
            Mannequin.Build(stance, look, goods, _parts);
            _drawn.Add(Draw(first));
        }
        // Counted when everybody is there: whoever came later may hide whoever came before.
        for (int i = 0; i < _drawn.Count; i++) _drawn[i] = Count(_drawn[i]);
    }

    /// <summary>Works out what light people take from what is around them.</summary>
    public void Shade(IReadOnlyList<(Stance Stance, Appearance Look)> people, Backdrop backdrop, Lighting lighting)
    {
        _shadow.Clear();
        foreach ((Stance stance, Appearance look) in people) _shadow.Add(stance, look, lighting, backdrop);
    }

    /// <summary>Colours the picture: shadows, as they were last worked out, then figures.</summary>
    public void Paint(Lighting lighting, LightVolume volume, float[] red, float[] green, float[] blue)
    {
        _shadow.Apply(red, green, blue);
        foreach (Drawn drawn in _drawn)
        {
            if (drawn.Rect.IsEmpty) continue;
            var shader = new FigureShader(_view, lighting, volume, _parts, drawn.First, drawn.Last);
            for (int y = drawn.Rect.Top; y < drawn.Rect.Bottom; y++)
            {
                for (int x = drawn.Rect.Left; x < drawn.Rect.Right; x++)
                {
                    int at = y * _view.Stride + x;
                    if (_met[at] < drawn.First || _met[at] >= drawn.Last) continue;
                    Vec colour = shader.Colour(at, _met[at], _far[at]);
                    (red[at], green[at], blue[at]) = (colour.X, colour.Y, colour.Z);
                }
            }
        }
    }

    /// <summary>Neither somebody nor what they carry or draw along can be in the picture.</summary>
    private bool IsAway(Stance s)
    {
        const float aroundMm = 1_300;
        Span<Vec> corners = stackalloc Vec[8];
        for (int c = 0; c < 8; c++)
            corners[c] = s.At + new Vec((c & 1) == 0 ? -aroundMm : aroundMm, (c & 2) == 0 ? -aroundMm : aroundMm, (c & 4) == 0 ? 0 : s.StatureMm * 1.15f);
        return _view.Cover(corners, 8).Within(_view.Width, _view.Height).IsEmpty;
    }

    private Drawn Draw(int first)
    {
        PixelRect body = PixelRect.Nothing, all = PixelRect.Nothing;
        int at = first, full = 0;
        PixelRect box = PixelRect.Nothing;
        // The body first: what bags and goods hide of it counts as hidden.
        for (; at < _parts.Count && _parts[at].Kind is PartKind.Body or PartKind.LeftHand or PartKind.RightHand; at++) body = body.Join(Trace(at));
        for (int y = body.IsEmpty ? 0 : body.Top; !body.IsEmpty && y < body.Bottom; y++)
        {
            for (int x = body.Left; x < body.Right; x++)
            {
                if (_ownMet[y * _view.Stride + x] < 0) continue;
                full++;
                box = box.Join(new PixelRect(x, y, x + 1, y + 1));
            }
        }
        all = body;
        for (; at < _parts.Count; at++) all = all.Join(Trace(at));
        Merge(all);
        return new Drawn(first, _parts.Count, all, box, full, PixelRect.Nothing, 0);
    }

    private PixelRect Trace(int part)
    {
        Part piece = _parts[part];
        PixelRect rect = PartTracer.Cover(_view, piece);
        PartTracer.Trace(_view, piece, part, rect, _own, _ownMet);
        // Whole vectors are written, so more than the rectangle may have been.
        return rect.IsEmpty ? rect : rect with { Left = rect.Left / View.Lanes * View.Lanes, Right = Math.Min(_view.Stride, (rect.Right + View.Lanes - 1) / View.Lanes * View.Lanes) };
    }

    /// <summary>Lays the figure into the picture and leaves its own layer empty again.</summary>
    private void Merge(PixelRect rect)
    {
        if (rect.IsEmpty) return;
        for (int y = rect.Top; y < rect.Bottom; y++)
        {
            int row = y * _view.Stride;
            for (int x = rect.Left; x < rect.Right; x++)
            {
                int at = row + x;
                if (_ownMet[at] < 0) continue;
                if (_own[at] < _far[at] && x < _view.Width) (_far[at], _met[at]) = (_own[at], _ownMet[at]);
                (_own[at], _ownMet[at]) = (float.MaxValue, -1);
            }
        }
    }

    private Drawn Count(Drawn drawn)
    {
        int seen = 0;
        PixelRect box = PixelRect.Nothing;
        for (int y = drawn.Full.IsEmpty ? 0 : drawn.Full.Top; !drawn.Full.IsEmpty && y < drawn.Full.Bottom; y++)
        {
            for (int x = drawn.Full.Left; x < drawn.Full.Right; x++)
            {
                int part = _met[y * _view.Stride + x];
                if (part < drawn.First || part >= drawn.Last || _parts[part].Kind is not (PartKind.Body or PartKind.LeftHand or PartKind.RightHand)) continue;
                seen++;
                box = box.Join(new PixelRect(x, y, x + 1, y + 1));
            }
        }
        return drawn with { Seen = box, SeenPixels = seen, Rect = drawn.Rect.Within(_view.Width, _view.Height) };
    }
}
