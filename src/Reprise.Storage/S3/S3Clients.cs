using Amazon;
using Amazon.Runtime;
using Amazon.S3;

namespace Reprise.Storage.S3;

/// <summary>Clients of the AWS SDK, set so that compatible services of any age understand them.</summary>
internal static class S3Clients
{
    private const string DefaultRegion = "us-east-1";

    public static AmazonS3Client Create(S3Options options)
    {
        var config = new AmazonS3Config
        {
            RetryMode = RequestRetryMode.Standard,
            MaxErrorRetry = options.Transfer.Retries,
            Timeout = options.Transfer.Timeout,
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,   // ours is Content-MD5, which every service knows
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
        };
        if (options.Endpoint is { } endpoint)
        {
            config.ServiceURL = endpoint.ToString();
            config.ForcePathStyle = !options.VirtualHosts;
            config.AuthenticationRegion = options.Region ?? DefaultRegion;
        }
        else
        {
            config.RegionEndpoint = options.Region is { } region ? RegionEndpoint.GetBySystemName(region)
                : FallbackRegionFactory.GetRegionEndpoint() ?? RegionEndpoint.GetBySystemName(DefaultRegion);
        }

        return new AmazonS3Client(config);
    }
}
