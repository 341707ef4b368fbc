using O4O.Simulator.Rendering.Tracing;

namespace O4O.Simulator.Rendering.Scenes;

/// <summary>
/// What a view shows while nobody is there: light and distance for each pixel, traced once and again only where goods were exchanged. One
/// ray a pixel, four where surfaces meet; at every fourth pixel one to each lamp and two to the ceiling, whose directions change in a pattern
/// of four by four that is averaged away afterwards (interleaved sampling; Keller, Heidrich 2001), so that shadows are soft, not grainy.
/// </summary>
internal sealed class Backdrop
{
    private const int Tile = 4, SkyRays = 2;

    /// <summary>Light is asked for at every second pixel either way, and averaged over as far as one tile of those.</summary>
    private const int Every = 2, Reach = Tile * Every / 2;

    private const float SkyMm = 1_400, LiftMm = 1.5f;

    private readonly Stage _stage;
    private readonly Lighting _lighting;
    private readonly int _rays;
    private readonly float[] _light; // by pixel: red, green, blue of what arrives
    private readonly Vec[] _normals;
    private readonly Met[] _met;

    /// <param name="view">From where.</param>
    /// <param name="stage">At what.</param>
    /// <param name="lighting">In what light.</param>
    /// <param name="rays">Rays a side of a pixel for the colours: 1 or 2.</param>
    public Backdrop(View view, Stage stage, Lighting lighting, int rays)
    {
        (View, _stage, _lighting, _rays) = (view, stage, lighting, rays);
        int n = view.Stride * view.Height;
        (Red, Green, Blue, Far) = (new float[n], new float[n], new float[n], new float[n]);
        _light = new float[3 * n];
        _normals = new Vec[n];
        _met = new Met[n];
        Bake(new PixelRect(0, 0, view.Width, view.Height));
    }

    public View View { get; }

    /// <summary>Light that comes back, linear, by stride · row + column.</summary>
    public float[] Red { get; }

    public float[] Green { get; }

    public float[] Blue { get; }

    /// <summary>How far away that is, millimetres; 0 where the lens sees nothing.</summary>
    public float[] Far { get; }

    /// <summary>Which way the surface there faces.</summary>
    public Vec NormalAt(int at) => _normals[at];

    /// <summary>Traces these pixels anew.</summary>
    public void Bake(PixelRect rect)
    {
        if (rect.IsEmpty) return;
        // What is averaged needs its neighbours' light, and what is refined their surfaces.
        PixelRect wide = rect.Grown(Reach + Every, View.Width, View.Height);
        for (int y = wide.Top; y < wide.Bottom; y++)
            for (int x = wide.Left; x < wide.Right; x++) Look(y * View.Stride + x);
        for (int y = (wide.Top + Every - 1) / Every * Every; y < wide.Bottom; y += Every)
            for (int x = (wide.Left + Every - 1) / Every * Every; x < wide.Right; x += Every) Illuminate(x, y);
        for (int y = rect.Top; y < rect.Bottom; y++)
            for (int x = rect.Left; x < rect.Right; x++) Paint(x, y);
    }

    /// <summary>What is at a pixel's middle.</summary>
    private void Look(int at)
    {
        Vec direction = View.Direction(at);
        Met met = direction.LengthSquared < 0.5f ? new Met(Met.Nothing, 0, 0) : _stage.Trace(View.Origin, direction);
        (_met[at], Far[at]) = (met, met.FarMm);
        if (met.FarMm > 0) _normals[at] = _stage.NormalAt(met, View.Origin + direction * met.FarMm);
    }

    /// <summary>What arrives at a pixel's middle, with this pixel's share of the directions.</summary>
    private void Illuminate(int x, int y)
    {
        int at = y * View.Stride + x;
        if (Far[at] <= 0) return;
        Vec light = Arriving(at, (y / Every % Tile) * Tile + x / Every % Tile);
        (_light[3 * at], _light[3 * at + 1], _light[3 * at + 2]) = (light.X, light.Y, light.Z);
    }

    private Vec Arriving(int at, int pattern)
    {
        Vec normal = _normals[at], place = View.Origin + View.Direction(at) * Far[at], from = place + normal * LiftMm, light = default;
        for (int l = 0; l < _lighting.Lamps.Length; l++)
        {
            Lamp lamp = _lighting.Lamps[l];
            (float du, float dv) = Spread(pattern, l);
            Vec arrives = lamp.At(place, out Vec toLamp);
            float cosine = Vec.Dot(normal, toLamp);
            if (cosine <= 0) continue;
            Vec way = lamp.Place + new Vec(du, dv, 0) * lamp.RadiusMm - from;
            float far = way.Length;
            if (!_stage.Blocks(from, way * (1 / far), ref far)) light += arrives * cosine;
        }
        float open = 0;
        Vec side = (MathF.Abs(normal.Z) > 0.9f ? new Vec(1, 0, 0) : Vec.Up).Across(normal, new(0, 1, 0)), other = Vec.Cross(normal, side);
        for (int s = 0; s < SkyRays; s++)
        {
            (float du, float dv) = Spread(pattern, LampsAndSky + s);
            float far = SkyMm, up = MathF.Sqrt(MathF.Max(0, 1 - du * du - dv * dv));
            Vec way = side * du + other * dv + normal * up;
            // What is near takes more away than what is far; and it throws something back.
            open += _stage.Blocks(from, way, ref far) ? 0.25f + 0.75f * (far / SkyMm) * (far / SkyMm) : 1;
        }
        return light + _lighting.Ambient * (Shine.Sky(normal) * open / SkyRays);
    }

    private const int LampsAndSky = 8;

    /// <summary>A place in the circle of radius 1: each of a tile's pixels has another, evenly spread.</summary>
    private static (float U, float V) Spread(int pattern, int purpose)
    {
        // A golden spiral over 16 places, the pattern's order scattered differently for each purpose.
        int k = (pattern * 7 + purpose * 5) & 15;
        float radius = MathF.Sqrt((k + 0.5f) / 16);
        double turns = 0.381966 * k + 0.137 * purpose;
        return (radius * (float)Chance.Wave.CosTurns(turns), radius * (float)Chance.Wave.SinTurns(turns));
    }

    private void Paint(int x, int y)
    {
        int at = y * View.Stride + x;
        if (Far[at] <= 0)
        {
            (Red[at], Green[at], Blue[at]) = (0, 0, 0);
            return;
        }
        Vec light = LightAround(x, y, at), direction = View.Direction(at);
        if (_rays < 2 || IsEven(x, y, at))
        {
            Vec seen = Shaded(_met[at], direction, light);
            (Red[at], Green[at], Blue[at]) = (seen.X, seen.Y, seen.Z);
            return;
        }
        Vec sum = default, across = Neighbour(x, y, 1, 0) - direction, down = Neighbour(x, y, 0, 1) - direction;
        for (int j = 0; j < _rays; j++)
        {
            for (int i = 0; i < _rays; i++)
            {
                float u = (i + 0.5f) / _rays - 0.5f, v = (j + 0.5f) / _rays - 0.5f;
                Vec ray = (direction + across * u + down * v).Unit();
                sum += Shaded(_stage.Trace(View.Origin, ray), ray, light);
            }
        }
        float share = 1f / (_rays * _rays);
        (Red[at], Green[at], Blue[at]) = (sum.X * share, sum.Y * share, sum.Z * share);
    }

    /// <summary>Whether a pixel's neighbours show the same side of the same thing: then its own middle stands for all of it.</summary>
    private bool IsEven(int x, int y, int at)
    {
        return Same(x > 0, -1) && Same(x < View.Width - 1, 1) && Same(y > 0, -View.Stride) && Same(y < View.Height - 1, View.Stride);

        bool Same(bool isThere, int by) => !isThere || (_met[at + by].Group == _met[at].Group && _met[at + by].Item == _met[at].Item && Vec.Dot(_normals[at + by], _normals[at]) > 0.8f);
    }

    private Vec Shaded(in Met met, Vec ray, Vec light)
    {
        Vec place = View.Origin + ray * met.FarMm;
        Vec colour = _stage.Colour(met, place, met.FarMm * View.PixelAngle, out Vec normal, out float gloss) * light;
        if (gloss <= 0) return colour;
        foreach (Lamp lamp in _lighting.Lamps)
        {
            Vec arrives = lamp.At(place, out Vec toLamp);
            // Where light arrives at all; in a shadow nothing is mirrored.
            float lit = MathF.Min(1, Tone.Brightness(light) / (Tone.Brightness(arrives) + 0.05f));
            colour += arrives * (gloss * lit * lit * Shine.Highlight(normal, toLamp, -ray));
        }
        return colour;
    }

    private Vec Neighbour(int x, int y, int dx, int dy)
    {
        int at = y * View.Stride + x;
        bool ahead = x + dx < View.Width && y + dy < View.Height, behind = x - dx >= 0 && y - dy >= 0;
        if (ahead) return View.Direction(at + dx + dy * View.Stride);
        return behind ? View.Direction(at) * 2 - View.Direction(at - dx - dy * View.Stride) : View.Direction(at);
    }

    /// <summary>The mean over a tile around a pixel, of what is on the same surface.</summary>
    private Vec LightAround(int x, int y, int at)
    {
        Vec sum = default, normal = _normals[at];
        int count = 0;
        float far = Far[at], slack = 0.012f * far + 6;
        int left = Math.Max(0, (x - Reach + Every - 1) / Every * Every), top = Math.Max(0, (y - Reach + Every - 1) / Every * Every);
        for (int j = top; j < Math.Min(View.Height, y + Reach); j += Every)
        {
            for (int i = left; i < Math.Min(View.Width, x + Reach); i += Every)
            {
                int other = j * View.Stride + i;
                if (MathF.Abs(Far[other] - far) > slack || Vec.Dot(_normals[other], normal) < 0.85f) continue;
                sum += new Vec(_light[3 * other], _light[3 * other + 1], _light[3 * other + 2]);
                count++;
            }
        }
        if (count > 0) return sum * (1f / count);
        // Something small that no pixel around was asked for.
        return (Arriving(at, 0) + Arriving(at, 5) + Arriving(at, 10) + Arriving(at, 15)) * 0.25f;
    }
}
