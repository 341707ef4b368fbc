using O4O.Edge.Store.Facts;
using O4O.Simulator.Rendering.Scenes;
using O4O.Simulator.Rendering.Tracing;

namespace O4O.Simulator.Rendering.Figures;

/// <summary>
/// What people take of the light on floor and furniture around them: soft shadows of balls along the body towards each lamp, and the dark
/// where feet stand. Worked out at every fourth pixel and stretched between, because it is soft anyway.
/// </summary>
internal sealed class FigureShadow(View view)
{
    private const int Step = 4;
    private const float AroundMm = 1_400, FadeMm = 500, SkyMm = 1_900;

    private readonly int _columns = view.Width / Step + 2, _rows = view.Height / Step + 2;
    private readonly float[] _left = new float[(view.Width / Step + 2) * (view.Height / Step + 2)];
    private readonly List<(Vec Middle, float Radius)> _balls = [];
    private Vec _middle;
    private float _reach;
    private PixelRect _touched = PixelRect.Nothing;

    /// <summary>Nobody is there.</summary>
    public void Clear()
    {
        Array.Fill(_left, 1);
        _touched = PixelRect.Nothing;
    }

    public void Add(Stance s, Appearance look, Lighting lighting, Backdrop backdrop)
    {
        Balls(s, look);
        Span<Vec> corners = stackalloc Vec[8];
        for (int c = 0; c < 8; c++)
            corners[c] = s.At + new Vec((c & 1) == 0 ? -AroundMm : AroundMm, (c & 2) == 0 ? -AroundMm : AroundMm, (c & 4) == 0 ? 0 : s.StatureMm * 0.6f);
        PixelRect rect = view.Cover(corners, Step).Within(view.Width, view.Height);
        if (rect.IsEmpty) return;
        for (int j = rect.Top / Step; j <= rect.Bottom / Step + 1 && j < _rows; j++)
        {
            for (int i = rect.Left / Step; i <= rect.Right / Step + 1 && i < _columns; i++)
            {
                int x = Math.Min(i * Step, view.Width - 1), y = Math.Min(j * Step, view.Height - 1), at = y * view.Stride + x;
                if (backdrop.Far[at] <= 0) continue;
                Vec place = view.Origin + view.Direction(at) * backdrop.Far[at], away = place - s.At;
                // Long shadows fade out where nobody works them out any more.
                float fade = Math.Clamp((AroundMm - MathF.Max(MathF.Abs(away.X), MathF.Abs(away.Y))) / FadeMm, 0, 1);
                if (fade > 0) _left[j * _columns + i] *= 1 - fade * (1 - Left(place, backdrop.NormalAt(at), lighting));
            }
        }
        _touched = _touched.Join(rect.Grown(Step, view.Width, view.Height));
    }

    /// <summary>Takes the light away.</summary>
    public void Apply(float[] red, float[] green, float[] blue)
    {
        if (_touched.IsEmpty) return;
        for (int y = _touched.Top; y < _touched.Bottom; y++)
        {
            int j = y / Step;
            float fy = (y - j * Step) / (float)Step;
            for (int x = _touched.Left; x < _touched.Right; x++)
            {
                int i = x / Step, cell = j * _columns + i;
                float fx = (x - i * Step) / (float)Step;
                float top = _left[cell] + (_left[cell + 1] - _left[cell]) * fx, bottom = _left[cell + _columns] + (_left[cell + _columns + 1] - _left[cell + _columns]) * fx;
                float left = top + (bottom - top) * fy;
                int at = y * view.Stride + x;
                red[at] *= left;
                green[at] *= left;
                blue[at] *= left;
            }
        }
    }

    private float Left(Vec place, Vec normal, Lighting lighting)
    {
        float all = Tone.Brightness(lighting.Ambient) * Shine.Sky(normal), left = all * Open(place, normal);
        foreach (Lamp lamp in lighting.Lamps)
        {
            Vec arrives = lamp.At(place, out Vec toLamp);
            float light = Tone.Brightness(arrives) * MathF.Max(0, Vec.Dot(normal, toLamp));
            all += light;
            if (light > 0) left += light * Lit(place, toLamp, lamp.RadiusMm / MathF.Max(500, (lamp.Place - place).Length));
        }
        return all > 1e-6f ? left / all : 1;
    }

    /// <summary>Of a lamp so wide (radians): what the darkest ball leaves.</summary>
    private float Lit(Vec place, Vec toLamp, float wide)
    {
        float least = 1;
        // Past the ball around all of the body no ray meets any.
        Vec whole = _middle - place;
        float ahead = Vec.Dot(whole, toLamp);
        if (ahead < -_reach) return 1;
        float reach = _reach + MathF.Max(0, ahead + _reach) * wide + 12;
        if (whole.LengthSquared - ahead * ahead > reach * reach) return 1;
        foreach ((Vec middle, float radius) in _balls)
        {
            Vec way = middle - place;
            float along = Vec.Dot(way, toLamp);
            if (along <= 0) continue;
            float soft = along * wide + 12, off = MathF.Sqrt(MathF.Max(0, way.LengthSquared - along * along));
            float k = Math.Clamp((off - radius + soft) / (2 * soft), 0, 1);
            least = MathF.Min(least, k * k * (3 - 2 * k));
        }
        return least;
    }

    /// <summary>Of the light from everywhere: each ball takes the share of the sky that it fills.</summary>
    private float Open(Vec place, Vec normal)
    {
        float open = 1;
        // Farther away a body takes next to nothing of the sky.
        if ((_middle - place).LengthSquared > SkyMm * SkyMm) return 1;
        foreach ((Vec middle, float radius) in _balls)
        {
            Vec way = middle - place;
            float far2 = way.LengthSquared, cosine = Vec.Dot(way, normal);
            if (cosine > 0) open *= 1 - MathF.Min(0.75f, cosine / MathF.Sqrt(far2) * radius * radius / far2);
        }
        return open;
    }

    private void Balls(Stance s, Appearance look)
    {
        float h = s.StatureMm, w = look.Wide;
        Vec chest = (s.Joint(JointKind.LeftShoulder) + s.Joint(JointKind.RightShoulder)) * 0.5f, right = Vec.Cross(s.Heading, Vec.Up);
        _balls.Clear();
        _balls.Add((s.Joint(JointKind.Head), 0.06f * h));
        _balls.Add((chest - Vec.Up * (0.07f * h), 0.1f * h * w));
        _balls.Add((Vec.Lerp(chest, s.At + Vec.Up * (0.53f * h), 0.6f), 0.09f * h * w));
        _balls.Add((s.At + Vec.Up * (0.5f * h), 0.09f * h * w));
        foreach (float sign in (ReadOnlySpan<float>)[-1, 1])
        {
            Vec foot = s.At + right * (sign * 0.055f * h) - s.Heading * (sign * s.Swing * 0.17f * h);
            _balls.Add((Vec.Lerp(s.At + Vec.Up * (0.5f * h), foot, 0.5f), 0.05f * h));
            _balls.Add((foot + Vec.Up * (0.1f * h), 0.04f * h));
            _balls.Add((foot + Vec.Up * 30 + s.Heading * 60, 45));
        }
        _balls.Add((Vec.Lerp(s.Joint(JointKind.LeftElbow), s.Joint(JointKind.LeftWrist), 0.6f), 40));
        _balls.Add((Vec.Lerp(s.Joint(JointKind.RightElbow), s.Joint(JointKind.RightWrist), 0.6f), 40));
        _middle = s.At + Vec.Up * (0.5f * h);
        _reach = 0;
        foreach ((Vec middle, float radius) in _balls) _reach = MathF.Max(_reach, (middle - _middle).Length + radius);
    }
}
