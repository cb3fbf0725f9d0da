using Reprise.Core.Numerics;

namespace Reprise.Learning.Preprocessing.Tonal;

/// <summary>How often listeners find that each pitch class fits a key (Krumhansl and Kessler 1982), for all 24 keys.</summary>
internal static class KeyProfiles
{
    public const int PitchClasses = 12;

    private static readonly double[] Major = [6.35, 2.23, 3.48, 2.33, 4.38, 4.09, 2.52, 5.19, 2.39, 3.66, 2.29, 2.88];
    private static readonly double[] Minor = [6.33, 2.68, 3.52, 5.38, 2.60, 3.53, 2.54, 4.75, 3.98, 2.69, 3.34, 3.17];

    /// <summary>Rows 0 to 11 the major keys, 12 to 23 the minor ones, by tonic: centred, of length 1.</summary>
    internal static readonly double[] Centred = [.. Turned(Major), .. Turned(Minor)];

    /// <summary>The largest correlation of a chroma with a major and with a minor profile, and the tonic of the better; the first among equals. 0 for a flat chroma.</summary>
    public static (double Major, double Minor, int Tonic) Match(ReadOnlySpan<double> chroma)
    {
        Span<double> centred = stackalloc double[PitchClasses];
        var mean = Vectors.Sum(chroma) / PitchClasses;
        for (var i = 0; i < PitchClasses; i++)
        {
            centred[i] = chroma[i] - mean;
        }

        var length = Math.Sqrt(Vectors.Dot(centred, centred));
        var (major, minor, majorTonic, minorTonic) = (double.NegativeInfinity, double.NegativeInfinity, 0, 0);
        for (var tonic = 0; tonic < PitchClasses; tonic++)
        {
            var (inMajor, inMinor) = (Correlation(centred, length, tonic), Correlation(centred, length, PitchClasses + tonic));
            (major, majorTonic) = inMajor > major ? (inMajor, tonic) : (major, majorTonic);
            (minor, minorTonic) = inMinor > minor ? (inMinor, tonic) : (minor, minorTonic);
        }

        return (major, minor, minor > major ? minorTonic : majorTonic);
    }

    private static double Correlation(ReadOnlySpan<double> centred, double length, int key) =>
        length > 0 && double.IsFinite(length) ? Vectors.Dot(centred, Centred.AsSpan(key * PitchClasses, PitchClasses)) / length : 0;

    private static double[] Turned(double[] profile)
    {
        var mean = profile.Sum() / PitchClasses;
        var length = Math.Sqrt(profile.Sum(value => (value - mean) * (value - mean)));
        var keys = new double[PitchClasses * PitchClasses];
        for (var tonic = 0; tonic < PitchClasses; tonic++)
        {
            for (var i = 0; i < PitchClasses; i++)
            {
                keys[(tonic * PitchClasses) + ((tonic + i) % PitchClasses)] = (profile[i] - mean) / length;
            }
        }

        return keys;
    }
}
