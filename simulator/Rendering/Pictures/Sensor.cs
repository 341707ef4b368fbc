using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using O4O.Edge.Store.Quantities;
using O4O.Simulator.Chance;
using O4O.Simulator.Rendering.Tracing;

namespace O4O.Simulator.Rendering.Pictures;

/// <summary>
/// From light to bytes: lens blur, vignetting, exposure and white balance, noise of sensor and light, tone curve. Eight pixels at a time;
/// sums, products, quotients and square roots alone. One thread's own.
/// </summary>
internal sealed class Sensor
{
    private const int NoiseCount = 1 << 16;
    private static readonly float[] Noise = MakeNoise();

    private readonly SensorOptions _options;
    private readonly int _width, _height, _stride;
    private readonly float[] _fall, _temp, _kernel;
    private float _red = 1, _green = 1, _blue = 1;

    /// <param name="view">Of the size of its pictures.</param>
    /// <param name="options">What it is like.</param>
    public Sensor(View view, SensorOptions options)
    {
        (_options, _width, _height, _stride) = (options, view.Width, view.Height, view.Stride);
        _temp = new float[_stride * _height];
        _fall = new float[_stride * _height];
        for (int y = 0; y < _height; y++)
        {
            for (int x = 0; x < _width; x++)
            {
                double dx = (x - _width / 2.0) / (_width / 2.0), dy = (y - _height / 2.0) / (_height / 2.0);
                _fall[y * _stride + x] = (float)(1 - options.Vignette * Math.Min(1, (dx * dx + dy * dy) / 2));
            }
        }
        // Up to two pixels to each side.
        _kernel = new float[3];
        double s2 = 2 * options.BlurPx * options.BlurPx, one = Elementary.Exp(-1 / s2), two = Elementary.Exp(-4 / s2), sum = 1 + 2 * one + 2 * two;
        (_kernel[0], _kernel[1], _kernel[2]) = ((float)(1 / sum), (float)(one / sum), (float)(two / sum));
    }

    /// <summary>Sets exposure and white balance to what is seen, as cameras do by themselves.</summary>
    /// <param name="red">Light by stride · row + column.</param>
    /// <param name="green">The same.</param>
    /// <param name="blue">The same.</param>
    public void Meter(float[] red, float[] green, float[] blue)
    {
        double r = 0, g = 0, b = 0;
        int count = 0;
        for (int y = 0; y < _height; y += 3)
        {
            for (int x = 0; x < _width; x += 3, count++)
            {
                int at = y * _stride + x;
                (r, g, b) = (r + Math.Min(red[at], 2), g + Math.Min(green[at], 2), b + Math.Min(blue[at], 2));
            }
        }
        double exposure = _options.Mean * count / Math.Max(1e-6, 0.3 * r + 0.59 * g + 0.11 * b);
        _red = (float)(exposure * (1 + _options.Balance * (g / Math.Max(r, 1e-6) - 1)));
        _green = (float)exposure;
        _blue = (float)(exposure * (1 + _options.Balance * (g / Math.Max(b, 1e-6) - 1)));
    }

    /// <summary>Takes over another sensor's exposure and white balance: of a window of the same camera.</summary>
    public void MeterAs(Sensor other) => (_red, _green, _blue) = (other._red, other._green, other._blue);

    /// <summary>A picture of this light: whole numbers, 0 to 255, in the light's place.</summary>
    /// <param name="red">Light by stride · row + column.</param>
    /// <param name="green">The same.</param>
    /// <param name="blue">The same.</param>
    /// <param name="dice">Of this picture's noise.</param>
    public void Expose(float[] red, float[] green, float[] blue, Dice dice)
    {
        Blur(red);
        Blur(green);
        Blur(blue);
        float contrast = (float)_options.Contrast, saturation = (float)_options.Saturation;
        Vector256<float> read = Vector256.Create((float)(_options.ReadNoise * _options.ReadNoise)), shot = Vector256.Create((float)_options.ShotNoise);
        for (int y = 0; y < _height; y++)
        {
            ulong offsets = dice.Next();
            int nr = (int)(offsets & 0x7FFF), ng = (int)(offsets >> 16 & 0x7FFF), nb = (int)(offsets >> 32 & 0x7FFF);
            for (int x = 0; x < _width; x += View.Lanes)
            {
                int at = y * _stride + x;
                Vector256<float> fall = Load(_fall, at);
                Vector256<float> r = Tone(Load(red, at) * fall * _red, Load(Noise, nr + x), read, shot, contrast);
                Vector256<float> g = Tone(Load(green, at) * fall * _green, Load(Noise, ng + x), read, shot, contrast);
                Vector256<float> b = Tone(Load(blue, at) * fall * _blue, Load(Noise, nb + x), read, shot, contrast);
                Vector256<float> grey = r * 0.299f + g * 0.587f + b * 0.114f;
                Store(Level(grey + (r - grey) * saturation), red, at);
                Store(Level(grey + (g - grey) * saturation), green, at);
                Store(Level(grey + (b - grey) * saturation), blue, at);
            }
        }
    }

    /// <summary>What <see cref="Expose"/> left, as bytes, row by row without padding.</summary>
    public void Interleave(float[] red, float[] green, float[] blue, Span<byte> rgb)
    {
        int into = 0;
        for (int y = 0; y < _height; y++)
        {
            ReadOnlySpan<float> r = red.AsSpan(y * _stride, _width), g = green.AsSpan(y * _stride, _width), b = blue.AsSpan(y * _stride, _width);
            for (int x = 0; x < r.Length; x++, into += 3) (rgb[into], rgb[into + 1], rgb[into + 2]) = ((byte)r[x], (byte)g[x], (byte)b[x]);
        }
    }

    /// <summary>Noise, a shoulder for what is too bright, the tone curve of sRGB, contrast about the middle.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Tone(Vector256<float> light, Vector256<float> noise, Vector256<float> read, Vector256<float> shot, float contrast)
    {
        light = Vector256.Max(light + noise * Vector256.Sqrt(read + shot * light), Vector256<float>.Zero);
        // Straight below 0.6, then towards 1 for ever.
        Vector256<float> knee = Vector256.Create(0.6f), over = Vector256.Max(light - knee, Vector256<float>.Zero);
        light = Vector256.Min(light, knee) + over * 0.4f / (over + Vector256.Create(0.4f));
        // sRGB's curve out of three roots (Taylor 2012), good to a thousandth.
        Vector256<float> s1 = Vector256.Sqrt(light), s2 = Vector256.Sqrt(s1), s3 = Vector256.Sqrt(s2);
        Vector256<float> v = s1 * 0.662002687f + s2 * 0.684122060f - s3 * 0.323583601f - light * 0.0225411470f;
        return (v - Vector256.Create(0.5f)) * contrast + Vector256.Create(0.5f);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Level(Vector256<float> v) =>
        Vector256.Floor(Vector256.Min(Vector256.Max(v * 255 + Vector256.Create(0.5f), Vector256<float>.Zero), Vector256.Create(255f)));

    /// <summary>Five taps along rows, then along columns; what is over the edge is as at the edge.</summary>
    private void Blur(float[] plane)
    {
        if (_kernel[1] < 0.003f) return;
        Vector256<float> k0 = Vector256.Create(_kernel[0]), k1 = Vector256.Create(_kernel[1]), k2 = Vector256.Create(_kernel[2]);
        Span<float> row = new float[_stride + 8 + 4];
        for (int y = 0; y < _height; y++)
        {
            plane.AsSpan(y * _stride, _width).CopyTo(row[2..]);
            (row[0], row[1]) = (row[2], row[2]);
            row[(_width + 2)..].Fill(row[_width + 1]);
            ref float from = ref MemoryMarshal.GetReference(row);
            for (int x = 0; x < _width; x += View.Lanes)
            {
                Vector256<float> sum = Vector256.LoadUnsafe(ref from, (nuint)x + 2) * k0
                    + (Vector256.LoadUnsafe(ref from, (nuint)x + 1) + Vector256.LoadUnsafe(ref from, (nuint)x + 3)) * k1
                    + (Vector256.LoadUnsafe(ref from, (nuint)x) + Vector256.LoadUnsafe(ref from, (nuint)x + 4)) * k2;
                sum.StoreUnsafe(ref _temp[y * _stride + x]);
            }
        }
        for (int y = 0; y < _height; y++)
        {
            int a = Math.Max(0, y - 2) * _stride, b = Math.Max(0, y - 1) * _stride, c = y * _stride, d = Math.Min(_height - 1, y + 1) * _stride, e = Math.Min(_height - 1, y + 2) * _stride;
            for (int x = 0; x < _width; x += View.Lanes)
            {
                Vector256<float> sum = Load(_temp, c + x) * k0 + (Load(_temp, b + x) + Load(_temp, d + x)) * k1 + (Load(_temp, a + x) + Load(_temp, e + x)) * k2;
                sum.StoreUnsafe(ref plane[c + x]);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector256<float> v, float[] into, int at) => v.StoreUnsafe(ref MemoryMarshal.GetArrayDataReference(into), (nuint)at);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Load(float[] from, int at) => Vector256.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(from), (nuint)at);

    /// <summary>Normal numbers, each a little like the one before it, as colours made out of their neighbours are.</summary>
    private static float[] MakeNoise()
    {
        var dice = new Dice(1, "sensor noise");
        var noise = new float[NoiseCount];
        double before = 0;
        for (int i = 0; i < noise.Length; i++)
        {
            double now = dice.Gauss();
            noise[i] = (float)(0.88 * now + 0.47 * before);
            before = now;
        }
        return noise;
    }
}
