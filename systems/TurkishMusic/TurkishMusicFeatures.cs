namespace TurkishMusic;

/// <summary>The 50 acoustic features of the data set in the order of its columns, each with the smallest and largest value of the original 400 clips.</summary>
public static class TurkishMusicFeatures
{
    /// <summary>Name and range of every feature.</summary>
    public static IReadOnlyList<(string Name, double Minimum, double Maximum)> All { get; } =
    [
        ("_RMSenergy_Mean", 0.01, 0.431),
        ("_Lowenergy_Mean", 0.302, 0.703),
        ("_Fluctuation_Mean", 3.58, 23.475),
        ("_Tempo_Mean", 48.284, 195.026),
        ("_MFCC_Mean_1", 0.323, 5.996),
        ("_MFCC_Mean_2", -3.484, 1.937),
        ("_MFCC_Mean_3", -0.87, 1.622),
        ("_MFCC_Mean_4", -1.636, 1.126),
        ("_MFCC_Mean_5", -0.494, 1.055),
        ("_MFCC_Mean_6", -0.916, 0.799),
        ("_MFCC_Mean_7", -0.936, 0.571),
        ("_MFCC_Mean_8", -0.744, 0.728),
        ("_MFCC_Mean_9", -0.621, 0.539),
        ("_MFCC_Mean_10", -0.544, 0.51),
        ("_MFCC_Mean_11", -0.487, 0.494),
        ("_MFCC_Mean_12", -0.418, 0.355),
        ("_MFCC_Mean_13", -0.62, 0.536),
        ("_Roughness_Mean", 0.941, 3899.847),
        ("_Roughness_Slope", -0.525, 0.584),
        ("_Zero-crossingrate_Mean", 149.49, 3147.907),
        ("_AttackTime_Mean", 0.01, 0.165),
        ("_AttackTime_Slope", -0.465, 0.599),
        ("_Rolloff_Mean", 887.151, 11508.298),
        ("_Eventdensity_Mean", 0.234, 7.952),
        ("_Pulseclarity_Mean", 0.011, 0.856),
        ("_Brightness_Mean", 0.053, 0.737),
        ("_Spectralcentroid_Mean", 606.524, 5326.379),
        ("_Spectralspread_Mean", 814.817, 4721.479),
        ("_Spectralskewness_Mean", 0.39, 7.855),
        ("_Spectralkurtosis_Mean", 1.93, 121.996),
        ("_Spectralflatness_Mean", 0.006, 0.209),
        ("_EntropyofSpectrum_Mean", 0.74, 0.942),
        ("_Chromagram_Mean_1", 0, 1),
        ("_Chromagram_Mean_2", 0, 1),
        ("_Chromagram_Mean_3", 0, 1),
        ("_Chromagram_Mean_4", 0, 1),
        ("_Chromagram_Mean_5", 0, 1),
        ("_Chromagram_Mean_6", 0, 1),
        ("_Chromagram_Mean_7", 0, 1),
        ("_Chromagram_Mean_8", 0, 1),
        ("_Chromagram_Mean_9", 0, 1),
        ("_Chromagram_Mean_10", 0, 1),
        ("_Chromagram_Mean_11", 0, 1),
        ("_Chromagram_Mean_12", 0, 1),
        ("_HarmonicChangeDetectionFunction_Mean", 0.112, 0.488),
        ("_HarmonicChangeDetectionFunction_Std", 0.06, 0.34),
        ("_HarmonicChangeDetectionFunction_Slope", -0.285, 0.442),
        ("_HarmonicChangeDetectionFunction_PeriodFreq", 0.187, 4.486),
        ("_HarmonicChangeDetectionFunction_PeriodAmp", 0.53, 0.908),
        ("_HarmonicChangeDetectionFunction_PeriodEntropy", 0.939, 0.977),
    ];

    /// <summary>The names alone.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(feature => feature.Name)];

    /// <summary>Places of the twelve chroma features, C first, among <see cref="All"/>.</summary>
    public static IReadOnlyList<int> Chroma { get; } =
        [.. All.Select((feature, i) => (feature.Name, Index: i)).Where(feature => feature.Name.StartsWith("_Chromagram", StringComparison.Ordinal)).Select(feature => feature.Index)];
}
