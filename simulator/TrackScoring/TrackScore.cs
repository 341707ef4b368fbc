namespace O4O.Simulator.TrackScoring;

/// <summary>How good tracks are, held against the truth. Shares are fractions.</summary>
/// <param name="Mota">1 − (fn + fp + switches) / boxes of the truth (Bernardin and Stiefelhagen 2008); may be below 0.</param>
/// <param name="Idf1">Share of boxes that are right when each person has one track for good (Ristani and others 2016).</param>
/// <param name="Hota">Geometric mean of finding and keeping apart, over overlaps from 0.05 to 0.95 (Luiten and others 2020).</param>
/// <param name="Precision">Right boxes of all boxes of the tracks; 0 where there are none.</param>
/// <param name="Recall">Boxes of the truth that were found.</param>
/// <param name="Fp">Boxes of tracks where nobody is.</param>
/// <param name="Fn">Boxes of the truth that no track has.</param>
/// <param name="Switches">Times that a person went over to another track.</param>
/// <param name="MostlyTracked">People found in at least 80 % of their frames.</param>
/// <param name="MostlyLost">People found in less than 20 % of their frames.</param>
public sealed record TrackScore(
    double Mota, double Idf1, double Hota, double Precision, double Recall, int Fp, int Fn, int Switches, int MostlyTracked, int MostlyLost);
