// Stamps of Insight for a gRPC service in Go: copy this file. Whoever asks is told how long a unary call was here.
//
//	grpc.NewServer(grpc.InTapHandle(insightStart), grpc.ChainUnaryInterceptor(insightStamp("payments")))
//
// The interceptor goes first. A server that has a tap of its own may leave insightStart out; the clock then starts in the
// interceptor, as late as the request's message is there, and the stamp says so by f=i.

package main

import (
	"context"
	"fmt"
	"regexp"
	"strings"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"
	"google.golang.org/grpc/tap"
	"google.golang.org/protobuf/proto"
)

type insightClock struct{}

// insightStart starts the clock of a call as its headers are decoded.
func insightStart(ctx context.Context, _ *tap.Info) (context.Context, error) {
	return context.WithValue(ctx, insightClock{}, time.Now()), nil
}

// insightStamp adds the stamp of this hop to the trailers of calls that ask; the handler's own trailers stay.
func insightStamp(hop string) grpc.UnaryServerInterceptor {
	if !regexp.MustCompile("^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,64}$").MatchString(hop) {
		panic(fmt.Sprintf("insight: a hop's name is 1 to 64 characters of an HTTP token: %q", hop))
	}
	return func(ctx context.Context, request any, _ *grpc.UnaryServerInfo, handler grpc.UnaryHandler) (any, error) {
		start, early := ctx.Value(insightClock{}).(time.Time)
		if !early {
			start = time.Now()
		}
		response, err := handler(ctx, request)
		ask := metadata.ValueFromIncomingContext(ctx, "insight-ask")
		if len(ask) == 1 && strings.HasPrefix(ask[0]+";", "v=1;") && insightFits(statusBytes(err)) {
			grpc.SetTrailer(ctx, metadata.Pairs("insight-hop", insightElement(hop, time.Since(start), err != nil, early)))
		}
		return response, err
	}
}

// insightElement is the stamp as it stands on the wire.
func insightElement(hop string, total time.Duration, failed, early bool) string {
	element := fmt.Sprintf("%s;t=%d", hop, total.Microseconds())
	if failed {
		element += ";e=own"
	}
	if !early {
		element += ";f=i"
	}
	return element
}

// insightFits tells whether trailers of so many bytes leave room: callers in Java refuse those of 8,192.
func insightFits(bytes int) bool { return bytes <= 6*1024 }

// statusBytes is what an error takes in the trailers, at most. What the handler sets itself nobody can ask for.
func statusBytes(err error) int {
	answer := status.Convert(err)
	bytes := 3 * len(answer.Message()) // percent-encoded
	if len(answer.Details()) > 0 {
		bytes += (proto.Size(answer.Proto()) + 2) / 3 * 4 // in base64
	}
	return bytes
}
