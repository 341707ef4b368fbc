using O4O.Edge.Store.Quantities;
using O4O.Simulator.Rendering.Tracing;

namespace O4O.Simulator.Rendering.Scenes;

/// <summary>
/// How much of each lamp and of the light from everywhere gets to a place in the store, on a grid: figures that walk through it are lit by
/// it, and an arm in a shelf gets dark, without a ray more.
/// </summary>
internal sealed class LightVolume
{
    private const float StepMm = 240;
    private const int Values = Lighting.LampsMax + 1, RaysPerLamp = 3;

    /// <summary>To the ceiling and to all sides.</summary>
    private static readonly Vec[] Sky = [new(0, 0, 1), new(0.8f, 0, 0.6f), new(-0.8f, 0, 0.6f), new(0, 0.8f, 0.6f), new(0, -0.8f, 0.6f)];

    private readonly float[] _values;
    private readonly Vec _origin;
    private readonly int _nx, _ny, _nz;

    public LightVolume(Stage stage, Lighting lighting, Box3 bounds)
    {
        _origin = Vec.Of(bounds.Min) with { Z = 60 };
        Vec size = Vec.Of(bounds.Max) - _origin;
        (_nx, _ny, _nz) = (Steps(size.X), Steps(size.Y), Steps(MathF.Min(size.Z, 2_400)));
        _values = new float[_nx * _ny * _nz * Values];
        for (int k = 0; k < _nz; k++)
            for (int j = 0; j < _ny; j++)
                for (int i = 0; i < _nx; i++) Fill(stage, lighting, _origin + new Vec(i, j, k) * StepMm, ((k * _ny + j) * _nx + i) * Values);
    }

    private static int Steps(float mm) => Math.Clamp((int)(mm / StepMm) + 2, 2, 96);

    private void Fill(Stage stage, Lighting lighting, Vec at, int into)
    {
        for (int l = 0; l < lighting.Lamps.Length; l++)
        {
            Lamp lamp = lighting.Lamps[l];
            int free = 0;
            for (int r = 0; r < RaysPerLamp; r++)
            {
                Vec way = lamp.Place + new Vec(r - 1, (r & 1) * 1.2f - 0.4f, 0) * (lamp.RadiusMm * 0.7f) - at;
                float far = way.Length;
                if (!stage.Blocks(at, way * (1 / far), ref far)) free++;
            }
            _values[into + l] = free / (float)RaysPerLamp;
        }
        float open = 0;
        foreach (Vec way in Sky)
        {
            float far = 1_200;
            open += stage.Blocks(at, way, ref far) ? far / 1_200 * 0.6f : 1;
        }
        _values[into + Values - 1] = open / Sky.Length;
    }

    /// <summary>Shares at a place: of the first, second and third lamp, and of the light from everywhere.</summary>
    public (float First, float Second, float Third, float Sky) At(Vec place)
    {
        Vec p = (place - _origin) * (1 / StepMm);
        float x = Math.Clamp(p.X, 0, _nx - 1.001f), y = Math.Clamp(p.Y, 0, _ny - 1.001f), z = Math.Clamp(p.Z, 0, _nz - 1.001f);
        int i = (int)x, j = (int)y, k = (int)z;
        float fx = x - i, fy = y - j, fz = z - k;
        Span<float> sum = stackalloc float[Values];
        sum.Clear();
        for (int c = 0; c < 8; c++)
        {
            float weight = ((c & 1) == 0 ? 1 - fx : fx) * ((c & 2) == 0 ? 1 - fy : fy) * ((c & 4) == 0 ? 1 - fz : fz);
            int from = (((k + (c >> 2)) * _ny + j + ((c >> 1) & 1)) * _nx + i + (c & 1)) * Values;
            for (int v = 0; v < Values; v++) sum[v] += weight * _values[from + v];
        }
        return (sum[0], sum[1], sum[2], sum[3]);
    }
}
