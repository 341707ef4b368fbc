using System.Runtime.InteropServices;
using O4O.Simulator.Rendering.Scenes;
using O4O.Simulator.Rendering.Tracing;

namespace O4O.Simulator.Rendering.Figures;

/// <summary>What comes off a figure's pixels. What light gets to it is asked once for each piece, not for each pixel.</summary>
internal readonly ref struct FigureShader
{
    private readonly View _view;
    private readonly ReadOnlySpan<Part> _parts;
    private readonly PieceLight[] _lights;
    private readonly int _first;

    private struct PieceLight
    {
        public Vec Ambient, First, Second, Third, ToFirst, ToSecond, ToThird;
    }

    public FigureShader(View view, Lighting lighting, LightVolume volume, List<Part> parts, int first, int last)
    {
        (_view, _first) = (view, first);
        _parts = CollectionsMarshal.AsSpan(parts);
        _lights = new PieceLight[last - first];
        for (int p = first; p < last; p++)
        {
            Vec middle = (_parts[p].Min + _parts[p].Max) * 0.5f;
            (float one, float two, float three, float sky) = volume.At(middle);
            ref PieceLight light = ref _lights[p - first];
            light.Ambient = lighting.Ambient * (sky * _parts[p].Shade);
            Lamp[] lamps = lighting.Lamps;
            float near = 0.4f + 0.6f * _parts[p].Shade; // the body's own shadow on its legs
            if (lamps.Length > 0) light.First = lamps[0].At(middle, out light.ToFirst) * (one * near);
            if (lamps.Length > 1) light.Second = lamps[1].At(middle, out light.ToSecond) * (two * near);
            if (lamps.Length > 2) light.Third = lamps[2].At(middle, out light.ToThird) * (three * near);
        }
    }

    public Vec Colour(int at, int part, float far)
    {
        Vec ray = _view.Direction(at), place = _view.Origin + ray * far;
        ref readonly Part piece = ref _parts[part];
        Vec local = piece.Locate(place, out int face, out Vec normal);
        Vec colour = piece.Surface.Colour(local, face, far * _view.PixelAngle);
        ref readonly PieceLight light = ref _lights[part - _first];
        // Cloth and skin scatter light around their edge a little: the lamp's cosine begins below the horizon.
        Vec sum = light.Ambient * Shine.Sky(normal) + light.First * Wrapped(normal, light.ToFirst) + light.Second * Wrapped(normal, light.ToSecond) + light.Third * Wrapped(normal, light.ToThird);
        Vec comes = colour * sum;
        if (piece.Surface.Gloss > 0.04f)
            comes += (light.First * Shine.Highlight(normal, light.ToFirst, -ray) + light.Second * Shine.Highlight(normal, light.ToSecond, -ray)) * piece.Surface.Gloss;
        return comes;
    }

    private static float Wrapped(Vec normal, Vec toLamp) => MathF.Max(0, (Vec.Dot(normal, toLamp) + 0.12f) * (1 / 1.12f));
}
