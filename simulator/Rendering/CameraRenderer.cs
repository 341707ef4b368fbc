using System.Runtime.Intrinsics;
using O4O.Edge.Store.Facts;
using O4O.Edge.Store.Geometry;
using O4O.Edge.Store.Quantities;
using O4O.Simulator.Chance;
using O4O.Simulator.Rendering.Figures;
using O4O.Simulator.Rendering.Pictures;
using O4O.Simulator.Rendering.Scenes;
using O4O.Simulator.Rendering.Tracing;

namespace O4O.Simulator.Rendering;

/// <summary>One view of one camera: backdrop, figures over it, and the sensor that takes the picture. One thread at a time.</summary>
internal sealed class CameraRenderer
{
    private const int MomentsMax = 5;

    /// <summary>A picture is put together of moments no farther apart than this on it.</summary>
    private const double MomentPx = 1.3;

    private readonly StoreSet _set;
    private readonly LightVolume _volume;
    private readonly Sensor _sensor;
    private readonly SensorOptions _options;
    private readonly JpegPlanes? _planes;
    private readonly float[] _red, _green, _blue, _sumRed, _sumGreen, _sumBlue;
    private readonly List<(Stance Stance, Appearance Look)> _people = [];
    private byte[]? _rgb;

    public CameraRenderer(View view, StoreSet set, LightVolume volume, SensorOptions options, bool squeezes, int rays, CameraRenderer? metered = null)
    {
        (View, _set, _volume, _options) = (view, set, volume, options);
        Backdrop = new Backdrop(view, set.Stage, set.Lighting, rays);
        Layer = new FigureLayer(view);
        _sensor = new Sensor(view, options);
        if (metered is null) _sensor.Meter(Backdrop.Red, Backdrop.Green, Backdrop.Blue);
        else _sensor.MeterAs(metered._sensor);
        if (squeezes) _planes = new JpegPlanes(view.Width, view.Height, options.Quality);
        int n = view.Stride * view.Height;
        (_red, _green, _blue) = (new float[n], new float[n], new float[n]);
        (_sumRed, _sumGreen, _sumBlue) = (new float[n], new float[n], new float[n]);
    }

    public View View { get; }

    public Backdrop Backdrop { get; }

    public FigureLayer Layer { get; }

    public SensorOptions Options => _options;

    /// <summary>Makes a picture: red, green, blue, row by row. What <see cref="Layer"/> says afterwards is of the scene's own moment.</summary>
    public void Render(Scene scene, Func<Stance, Appearance> looks, Dice noise, Span<byte> rgb)
    {
        Take(scene, looks, noise);
        if (_planes is null)
        {
            _sensor.Interleave(_red, _green, _blue, rgb);
            return;
        }
        _planes.Load(_red, _green, _blue, View.Stride);
        _planes.Save(rgb);
    }

    /// <summary>The same as video has it, as <see cref="VideoPicture"/> says.</summary>
    public void RenderVideo(Scene scene, Func<Stance, Appearance> looks, Dice noise, Span<byte> i420)
    {
        Take(scene, looks, noise);
        if (_planes is null)
        {
            byte[] rgb = _rgb ??= new byte[View.Width * View.Height * 3];
            _sensor.Interleave(_red, _green, _blue, rgb);
            VideoPicture.Write(rgb, View.Width, View.Height, i420);
            return;
        }
        _planes.Load(_red, _green, _blue, View.Stride);
        _planes.SaveVideo(i420);
    }

    private void Take(Scene scene, Func<Stance, Appearance> looks, Dice noise)
    {
        int moments = Moments(scene);
        double openUs = Math.Min(_options.ShutterUs, 40_000);
        for (int m = 0; m < moments; m++)
        {
            // The scene's own moment, in the middle, comes last, so that the layer holds it then.
            int which = (m + 1 + moments / 2) % moments;
            float late = moments == 1 ? 1 : (float)(1 + openUs * ((which + 0.5) / moments - 0.5) / Math.Max(1, scene.ApartUs));
            if (m == moments - 1) late = 1;
            Draw(scene, looks, late, isFirst: m == 0);
            if (moments > 1) Add(m == 0);
        }
        if (moments > 1) Share(moments);
        _sensor.Expose(_red, _green, _blue, noise);
    }

    private void Draw(Scene scene, Func<Stance, Appearance> looks, float late, bool isFirst)
    {
        _people.Clear();
        foreach ((Stance before, Stance now) in scene.People) _people.Add((late == 1 ? now : Stance.Between(before, now, late), looks(now)));
        Array.Copy(Backdrop.Red, _red, _red.Length);
        Array.Copy(Backdrop.Green, _green, _green.Length);
        Array.Copy(Backdrop.Blue, _blue, _blue.Length);
        Layer.Place(_people, _set.Looks, Backdrop);
        // Shadows are soft: one moment's do for all.
        if (isFirst) Layer.Shade(_people, Backdrop, _set.Lighting);
        Layer.Paint(_set.Lighting, _volume, _red, _green, _blue);
    }

    /// <summary>How many moments the fastest hand or head needs while the shutter is open.</summary>
    private int Moments(Scene scene)
    {
        double most = 0, share = _options.ShutterUs / (double)Math.Max(1, scene.ApartUs);
        foreach ((Stance before, Stance now) in scene.People)
        {
            foreach (JointKind joint in (ReadOnlySpan<JointKind>)[JointKind.Head, JointKind.LeftWrist, JointKind.RightWrist])
            {
                Point3 from = before.Joint(joint).ToPoint(), to = now.Joint(joint).ToPoint();
                if (!View.TryProject(from, out double x0, out double y0) || !View.TryProject(to, out double x1, out double y1)) continue;
                most = Math.Max(most, Math.Sqrt((x1 - x0) * (x1 - x0) + (y1 - y0) * (y1 - y0)) * share);
            }
        }
        return (int)Math.Clamp(Math.Ceiling(most / MomentPx), 1, MomentsMax);
    }

    private void Add(bool isFirst)
    {
        Sum(_red, _sumRed, isFirst);
        Sum(_green, _sumGreen, isFirst);
        Sum(_blue, _sumBlue, isFirst);
    }

    private static void Sum(float[] plane, float[] sum, bool isFirst)
    {
        if (isFirst) Array.Copy(plane, sum, sum.Length);
        else
            for (int i = 0; i < sum.Length; i += View.Lanes)
                (Vector256.LoadUnsafe(ref sum[i]) + Vector256.LoadUnsafe(ref plane[i])).CopyTo(sum, i);
    }

    private void Share(int moments)
    {
        for (int i = 0; i < _red.Length; i++)
            (_red[i], _green[i], _blue[i]) = (_sumRed[i] / moments, _sumGreen[i] / moments, _sumBlue[i] / moments);
    }
}
