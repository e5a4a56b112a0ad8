extension StarterTables {
  static let making = [
    Table(
      name: "resources",
      story: "What limits the plants, in hours.",
      text: """
        resource,site,unit,name
        ohio-trays,ohio,hours,Tray line
        ohio-racks,ohio,hours,Rack integration and test
        texas-racks,texas,hours,Rack integration and test

        """),
    Table(
      name: "capacity",
      story: "A row holds from its date until the resource's next row: Texas starts small.",
      text: """
        resource,date,per_week
        ohio-trays,2027-01-04,280
        ohio-racks,2027-01-04,200
        texas-racks,2027-02-01,80
        texas-racks,2027-05-03,200

        """),
    Table(
      name: "operations",
      story: "Trays and shelves are made in Ohio, racks in both plants. Of 100 racks started in "
        + "Texas 97 pass.",
      text: """
        operation,site,item,yield,lead_days,cost
        make-tray,ohio,tray,0.99,4,900
        make-shelf,ohio,shelf,,2,140
        build-rack-ohio,ohio,rack,0.98,7,21000
        build-rack-texas,texas,rack,0.97,7,18500

        """),
    Table(
      name: "loads",
      story: "Hours of a resource for each unit started.",
      text: """
        operation,resource,per_unit
        make-tray,ohio-trays,1.5
        make-shelf,ohio-trays,0.5
        build-rack-ohio,ohio-racks,40
        build-rack-texas,texas-racks,40

        """),
    Table(
      name: "expansions",
      story: "More capacity for money and time. The plan decides how many modules, and when.",
      text: """
        expansion,resource,per_week,capex,lead_days,ramp_weeks,max_count,fixed_per_week
        more-trays,ohio-trays,80,900000,56,4,3,12000
        more-texas,texas-racks,120,1800000,84,6,2,15000

        """),
  ]

  static let buying = [
    Table(
      name: "offers",
      story: "One supplier of accelerators abroad; for the rest home and foreign alternates. A "
        + "fixed cost is paid once if the offer is awarded.",
      text: """
        offer,supplier,item,price,origin,ship_from,per_week,lead_days,fixed_cost,minimum,maximum
        acc-formosa,formosa-accelerators,accelerator,26000,TW,keelung,700,42,,,
        board-buckeye,buckeye-boards,board,3150,US,,260,28,150000,,
        board-orchid,orchid-systems,board,2700,TW,,300,35,,,
        plate-prairie,prairie-thermal,cold-plate,265,US,,,21,40000,,
        plate-harbor,harbor-cooling,cold-plate,205,VN,,900,49,,,
        psu-lakeside,lakeside-power,psu,520,US,,500,28,90000,,
        psu-bay,bay-electric,psu,430,MX,,400,28,,,
        psu-sunrise,sunrise-power,psu,390,CN,,,56,,2000,
        busbar-forge,great-forge,busbar,900,US,,,14,,,
        cabling-loom,loom-interconnect,cabling,7600,US,,8,35,250000,,
        cabling-strand,strand-asia,cabling,6900,VN,,9,49,,,

        """),
    Table(
      name: "price_breaks",
      story: "The first 8,000 cold plates of prairie-thermal cost 265, those beyond 240.",
      text: """
        offer,from_quantity,price
        plate-prairie,8000,240

        """),
    Table(
      name: "tariffs",
      story: "Duties add up, by the date of the order. These rates are made up.",
      text: """
        origin,hts,rate,from
        *,85,0.10,
        CN,,0.25,
        VN,,0.15,2027-03-01

        """),
    Table(
      name: "policies",
      story: "At least 60 % of what can be bought at home is, power supplies come from two "
        + "suppliers that each bring a quarter, and capex has a limit. The first one has a "
        + "penalty, so it may be missed at a price; the others are hard.",
      text: """
        policy,kind,scope,value,min_share,penalty
        home-content,addressable_content_min,all,0.6,,0.5
        two-psu,suppliers_min,item:psu,2,0.25,
        capex,capex_max,,6000000,,

        """),
  ]

  static let wanting = [
    Table(
      name: "demand",
      story: "Racks for the Plains campus, then power for the Lakes campus from whatever product, "
        + "then compute anywhere. Late and lost have their price.",
      text: """
        demand,site,item,measure,due,quantity,priority,late_cost,lost_cost
        plains-first,dc-plains,rack,,2027-04-05,40,1,9000,4500000
        plains-second,dc-plains,rack,,2027-07-05,80,2,9000,4500000
        lakes-power,dc-lakes,,power,2027-09-06,12,2,60000,34000000
        training,,,compute,2027-11-01,30000,3,12,7000

        """),
    Table(
      name: "stock",
      story: "What is there already, and a container on its way.",
      text: """
        site,item,quantity,date
        ohio,accelerator,900,
        ohio,cabling,12,
        ohio,psu,600,2027-01-18

        """),
  ]
}
