using Reprise.Tracking;

namespace Reprise.Server.Access;

/// <summary>The store behind the guard, for the program's own work: loading models that are served, and files whose reading was decided by their model.</summary>
internal sealed record OpenTracking(ITrackingClient Tracking);
