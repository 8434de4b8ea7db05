// A service that stamps: a health check that takes the time given, at the address given.

package main

import (
	"context"
	"log"
	"net"
	"os"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/health"
	"google.golang.org/grpc/health/grpc_health_v1"
)

type slowHealth struct {
	*health.Server
	delay time.Duration
}

func (s slowHealth) Check(ctx context.Context, request *grpc_health_v1.HealthCheckRequest) (*grpc_health_v1.HealthCheckResponse, error) {
	time.Sleep(s.delay)
	return s.Server.Check(ctx, request)
}

func main() {
	if len(os.Args) != 3 {
		log.Fatal("usage: main ADDRESS DELAY, such as 127.0.0.1:9090 100ms")
	}
	delay, err := time.ParseDuration(os.Args[2])
	if err != nil {
		log.Fatal(err)
	}
	listener, err := net.Listen("tcp", os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	server := grpc.NewServer(grpc.InTapHandle(insightStart), grpc.ChainUnaryInterceptor(insightStamp("payments")))
	grpc_health_v1.RegisterHealthServer(server, slowHealth{health.NewServer(), delay})
	log.Fatal(server.Serve(listener))
}
