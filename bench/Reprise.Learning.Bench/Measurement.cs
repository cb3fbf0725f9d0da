namespace Reprise.Learning.Bench;

/// <summary>What one process says about one part of its work; peers print the same JSON object, one a line.</summary>
/// <param name="Part">The part's name; empty when the work has one part.</param>
/// <param name="WallS">Wall time in seconds.</param>
/// <param name="CpuS">Processor time of all threads in seconds.</param>
/// <param name="PeakMb">Most memory the process had so far, in MB (10⁶ bytes).</param>
/// <param name="Score">How good the result is, or null.</param>
internal sealed record Measurement(string Part, double WallS, double CpuS, double PeakMb, double? Score);
