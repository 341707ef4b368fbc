using O4O.Edge.Store.BoxTracking;

namespace O4O.Simulator.TrackPeer;

/// <summary>
/// One track of SORT: centre, area and aspect ratio, the first three with a speed a frame. Its matrices have no term between
/// these four, so that each stands alone here; the numbers come out the same.
/// </summary>
internal sealed class SortTrack
{
    private Coordinate _x, _y, _area, _ratio;
    private int _streak;

    public SortTrack(long id, in PixelBox box)
    {
        Id = id;
        _x = new Coordinate { Place = box.CentreX, P00 = 10, P11 = 10_000 };
        _y = new Coordinate { Place = box.CentreY, P00 = 10, P11 = 10_000 };
        _area = new Coordinate { Place = box.Area, P00 = 10, P11 = 10_000 };
        _ratio = new Coordinate { Place = box.Width / box.Height, P00 = 10 };
    }

    public long Id { get; }

    /// <summary>Frames since it was last seen.</summary>
    public int Unseen { get; private set; }

    /// <summary>Frames in a row in which it was seen, after the one that it began with.</summary>
    public int Hits => _streak;

    public PixelBox Box
    {
        get
        {
            double width = Math.Sqrt(_area.Place * _ratio.Place);
            return PixelBox.Around(_x.Place, _y.Place, width, _area.Place / width);
        }
    }

    /// <summary>On by a frame; false when the box has lost its area.</summary>
    public bool Predict()
    {
        if (_area.Speed + _area.Place <= 0) _area.Speed = 0;
        _x.Predict(1, 0.01);
        _y.Predict(1, 0.01);
        _area.Predict(1, 0.0001);
        _ratio.Predict(1, 0);
        if (Unseen > 0) _streak = 0;
        Unseen++;
        return Box.IsSound;
    }

    public void See(in PixelBox box)
    {
        Unseen = 0;
        _streak++;
        _x.Correct(box.CentreX, 1);
        _y.Correct(box.CentreY, 1);
        _area.Correct(box.Area, 10);
        _ratio.Correct(box.Width / box.Height, 10);
    }

    /// <summary>A place and its speed a frame, with their covariance.</summary>
    private struct Coordinate
    {
        public double Place, Speed, P00, P01, P11;

        public void Predict(double placeNoise, double speedNoise)
        {
            Place += Speed;
            P00 += 2 * P01 + P11 + placeNoise;
            P01 += P11;
            P11 += speedNoise;
        }

        public void Correct(double measured, double noise)
        {
            double total = P00 + noise, k0 = P00 / total, k1 = P01 / total, surprise = measured - Place;
            Place += k0 * surprise;
            Speed += k1 * surprise;
            P11 -= k1 * P01;
            P01 -= k0 * P01;
            P00 -= k0 * P00;
        }
    }
}
