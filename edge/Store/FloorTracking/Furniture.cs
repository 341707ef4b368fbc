using O4O.Edge.Store.BoxTracking;
using O4O.Edge.Store.Quantities;

namespace O4O.Edge.Store.FloorTracking;

/// <summary>
/// Places in each camera's picture where a detector sees somebody, again and again in the same box, whom nobody with a number can be: a pillar,
/// a shelf, a coat on a hook. What is found there is nobody's, until it moves.
/// </summary>
internal sealed class Furniture
{
    /// <summary>Places remembered of a camera; the one not seen for longest makes room.</summary>
    private const int PlacesMax = 32;

    /// <summary>Boxes that overlap by so much are one place. People who stand somewhere breathe, turn and reach: furniture does not.</summary>
    private const double SameOverlap = 0.75;

    /// <summary>Somebody without a number stays in one box for less than this; seen at intervals of at most <see cref="GapUs"/>.</summary>
    private const long StillUs = 3_000_000, GapUs = 1_000_000;

    /// <summary>A place is remembered for so long after it was seen last: what a detector takes for people depends on the light.</summary>
    private const long KeepUs = 600_000_000;

    private struct Place
    {
        public PixelBox Box;
        public StoreTime Last;
        public long SeenUs;
    }

    private readonly Place[][] _places;
    private readonly int[] _counts;

    public Furniture(int cameras)
    {
        (_places, _counts) = (new Place[cameras][], new int[cameras]);
        for (int c = 0; c < cameras; c++) _places[c] = new Place[PlacesMax];
    }

    /// <summary>Whether what is found there is furniture.</summary>
    public bool Holds(int camera, in PixelBox box) => Find(camera, box) is var at and >= 0 && _places[camera][at].SeenUs >= StillUs;

    /// <summary>Somebody was found there who has no number.</summary>
    public void Note(int camera, StoreTime captured, in PixelBox box)
    {
        Place[] places = _places[camera];
        int at = Find(camera, box);
        if (at >= 0 && captured - places[at].Last > KeepUs) places[at].SeenUs = 0;
        if (at >= 0)
        {
            long apartUs = captured - places[at].Last;
            if (apartUs <= 0) return;
            if (apartUs <= GapUs) places[at].SeenUs += apartUs;
            places[at].Last = captured;
            return;
        }
        if (_counts[camera] < PlacesMax) at = _counts[camera]++;
        else
        {
            at = 0;
            for (int p = 1; p < PlacesMax; p++)
                if (places[p].Last < places[at].Last) at = p;
        }
        places[at] = new Place { Box = box, Last = captured };
    }

    private int Find(int camera, in PixelBox box)
    {
        int best = -1;
        double most = SameOverlap;
        for (int p = 0; p < _counts[camera]; p++)
        {
            double overlap = PixelBox.Overlap(_places[camera][p].Box, box);
            if (overlap >= most) (most, best) = (overlap, p);
        }
        return best;
    }
}
